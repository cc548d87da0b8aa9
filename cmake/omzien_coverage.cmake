# The target coverage_report: which lines the tests ran, as a page and a summary.
# Part of the nightly workflow; run the tests first.
find_program(GCOVR gcovr)
if(GCOVR)
  add_custom_target(
    coverage_report
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/coverage
    COMMAND
      ${GCOVR} --root ${PROJECT_SOURCE_DIR} --object-directory ${PROJECT_BINARY_DIR}
      --filter ${PROJECT_SOURCE_DIR}/matcher/ --filter ${PROJECT_SOURCE_DIR}/server/
      --filter ${PROJECT_SOURCE_DIR}/clients/ --exclude ".*_test\\.cc"
      --exclude-unreachable-branches --print-summary
      --html-details ${PROJECT_BINARY_DIR}/coverage/index.html
      --json-summary ${PROJECT_BINARY_DIR}/coverage/summary.json
    WORKING_DIRECTORY ${PROJECT_BINARY_DIR}
    COMMENT "Counting the lines that the tests ran: coverage/index.html"
    VERBATIM)
endif()
