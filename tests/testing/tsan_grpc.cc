// Makes what gRPC hands from thread to thread visible to the thread sanitizer;
// part of each program of the preset `tsan`, and of no other.
//
// The parts of a call that are templates are compiled with ours: one thread
// sets up operations and starts them, another is told that they are done. The
// queue between the two is in Debian's library, which the sanitizer cannot see
// into. The functions below stand before the library's own of the same names:
// what a thread did before it started operations has happened for whoever is
// told of their end.

#include <dlfcn.h>
#include <grpc/grpc.h>
#include <sanitizer/tsan_interface.h>

#include <cstdio>
#include <cstdlib>

namespace {

template <typename Function>
Function* Own(const char* name) {
  void* const found = dlsym(RTLD_NEXT, name);
  if (found == nullptr) {
    std::fprintf(stderr, "gRPC has no %s\n", name);
    std::abort();
  }
  return reinterpret_cast<Function*>(found);
}

}  // namespace

extern "C" {

grpc_call_error grpc_call_start_batch(grpc_call* call, const grpc_op* ops,
                                      size_t ops_count, void* tag,
                                      void* reserved) {
  static auto* const own =
      Own<decltype(grpc_call_start_batch)>("grpc_call_start_batch");
  if (tag != nullptr) __tsan_release(tag);
  return own(call, ops, ops_count, tag, reserved);
}

grpc_event grpc_completion_queue_next(grpc_completion_queue* queue,
                                      gpr_timespec deadline, void* reserved) {
  static auto* const own =
      Own<decltype(grpc_completion_queue_next)>("grpc_completion_queue_next");
  const grpc_event event = own(queue, deadline, reserved);
  if (event.type == GRPC_OP_COMPLETE && event.tag != nullptr) {
    __tsan_acquire(event.tag);
  }
  return event;
}

}  // extern "C"
