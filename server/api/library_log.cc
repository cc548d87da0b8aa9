#include "server/api/library_log.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace omzien::api {
namespace {

// The libraries call plain functions, so where these write to is one place.
struct Place {
  absl::Mutex mutex;
  LibraryLog::Sink sink ABSL_GUARDED_BY(mutex);
};

Place& ThePlace() {
  static Place& place = *new Place;
  return place;
}

void Write(absl::string_view library, absl::string_view text) {
  Place& place = ThePlace();
  const absl::MutexLock lock(&place.mutex);
  if (place.sink) place.sink(library, text);
}

void FromGrpc(gpr_log_func_args* line) {
  if (line->severity >= GPR_LOG_SEVERITY_ERROR) Write("grpc", line->message);
}

void FromProtobuf(google::protobuf::LogLevel level, const char* /*file*/,
                  int /*line*/, const std::string& text) {
  if (level >= google::protobuf::LOGLEVEL_WARNING) Write("protobuf", text);
}

}  // namespace

LibraryLog::LibraryLog(Sink sink) {
  {
    const absl::MutexLock lock(&ThePlace().mutex);
    ThePlace().sink = std::move(sink);
  }
  gpr_set_log_verbosity(GPR_LOG_SEVERITY_ERROR);
  gpr_set_log_function(FromGrpc);
  google::protobuf::SetLogHandler(FromProtobuf);
}

LibraryLog::~LibraryLog() {
  const absl::MutexLock lock(&ThePlace().mutex);
  ThePlace().sink = nullptr;
}

}  // namespace omzien::api
