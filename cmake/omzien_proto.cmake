# omzien_proto_library(NAME PROTOS... [SERVICES...] [DEPS...]): messages from
# PROTOS and messages plus gRPC stubs from SERVICES, all relative to proto/, as
# a SYSTEM include, so that warnings stay ours. Stubs go into their own library,
# omzien::NAME_grpc: only clients need them.
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)

function(omzien_generated TARGET)
  target_include_directories(${TARGET} SYSTEM PUBLIC ${CMAKE_CURRENT_BINARY_DIR})
  target_compile_features(${TARGET} PUBLIC cxx_std_20)
  # Generated code is large and hardly ever where time goes.
  target_compile_options(${TARGET} PRIVATE -w -g0 $<$<CONFIG:Release>:-O1>)
  # Under the undefined-behaviour sanitizer it takes 1.7 times as long to compile.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_FLAGS MATCHES undefined)
    target_compile_options(${TARGET} PRIVATE -fno-sanitize=undefined)
  endif()
  set_target_properties(${TARGET} PROPERTIES COMPILE_WARNING_AS_ERROR OFF
                                             CXX_CLANG_TIDY "")
endfunction()

function(omzien_proto_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "PROTOS;SERVICES;DEPS")
  set(out ${CMAKE_CURRENT_BINARY_DIR})
  add_library(omzien_${arg_NAME} STATIC ${arg_PROTOS} ${arg_SERVICES})
  add_library(omzien::${arg_NAME} ALIAS omzien_${arg_NAME})
  protobuf_generate(TARGET omzien_${arg_NAME} LANGUAGE cpp IMPORT_DIRS
                    ${CMAKE_CURRENT_SOURCE_DIR} PROTOC_OUT_DIR ${out})
  target_link_libraries(omzien_${arg_NAME} PUBLIC protobuf::libprotobuf ${arg_DEPS})
  omzien_generated(omzien_${arg_NAME})
  if(NOT arg_SERVICES)
    return()
  endif()
  add_library(omzien_${arg_NAME}_grpc STATIC ${arg_SERVICES})
  add_library(omzien::${arg_NAME}_grpc ALIAS omzien_${arg_NAME}_grpc)
  protobuf_generate(
    TARGET omzien_${arg_NAME}_grpc LANGUAGE grpc
    GENERATE_EXTENSIONS .grpc.pb.h .grpc.pb.cc
    PLUGIN "protoc-gen-grpc=${GRPC_CPP_PLUGIN}"
    IMPORT_DIRS ${CMAKE_CURRENT_SOURCE_DIR} PROTOC_OUT_DIR ${out})
  target_link_libraries(omzien_${arg_NAME}_grpc PUBLIC omzien::${arg_NAME} gRPC::grpc++)
  omzien_generated(omzien_${arg_NAME}_grpc)
endfunction()
