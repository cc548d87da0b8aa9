# omzien_cc_library(NAME HDRS... SRCS... DEPS...), omzien_cc_binary(NAME SRCS...
# DEPS...) and omzien_cc_test(NAME SRCS... DEPS... [LABELS...] [TIMEOUT_S]).
#
# One way to declare a target: strict warnings, headers as a file set (so that
# every header is also compiled alone), and a namespaced alias to link against.

add_library(omzien_options INTERFACE)
target_compile_features(omzien_options INTERFACE cxx_std_20)
target_compile_options(
  omzien_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                        -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch
                        $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>)
# What GCC leaves out of -Wconversion, and what its headers do, is not ours to mend.
target_compile_options(
  omzien_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>
                        $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)

function(omzien_cc_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "HDRS;SRCS;DEPS")
  add_library(omzien_${arg_NAME} STATIC ${arg_SRCS})
  add_library(omzien::${arg_NAME} ALIAS omzien_${arg_NAME})
  target_sources(omzien_${arg_NAME} PUBLIC FILE_SET HEADERS BASE_DIRS
                                        ${PROJECT_SOURCE_DIR} FILES ${arg_HDRS})
  target_link_libraries(
    omzien_${arg_NAME}
    PUBLIC ${arg_DEPS}
    PRIVATE omzien_options)
  target_compile_features(omzien_${arg_NAME} PUBLIC cxx_std_20)
endfunction()

option(OMZIEN_TSAN_LOCKS "Show Abseil's locks to the thread sanitizer" OFF)
if(OMZIEN_TSAN_LOCKS)
  set(omzien_tsan_locks omzien_tsan_locks)
endif()

function(omzien_cc_binary)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SRCS;DEPS")
  add_executable(${arg_NAME} ${arg_SRCS})
  target_include_directories(${arg_NAME} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${arg_NAME} PRIVATE ${arg_DEPS} ${omzien_tsan_locks} omzien_options)
endfunction()

# Labels: `unit` when none is said, `thread` for unit tests of what has threads,
# `contract`, `scenario`, `integration`. All but `unit` and `integration` run under
# the thread sanitizer too.
add_custom_target(tests_with_threads)

function(omzien_cc_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;TIMEOUT_S" "SRCS;DEPS;LABELS")
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  add_executable(${arg_NAME} ${arg_SRCS})
  target_include_directories(${arg_NAME} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${arg_NAME} PRIVATE ${arg_DEPS} ${omzien_tsan_locks} omzien_options
                                            GTest::gmock GTest::gtest_main)
  if(arg_LABELS MATCHES "^(thread|contract|scenario)$")
    add_dependencies(tests_with_threads ${arg_NAME})
  endif()
  set(properties LABELS ${arg_LABELS})
  if(arg_TIMEOUT_S)
    list(APPEND properties TIMEOUT ${arg_TIMEOUT_S})
  endif()
  gtest_discover_tests(${arg_NAME} DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
endfunction()
