# Google's S2 geometry as S2::s2; Debian's libs2-dev has no CMake file.
find_path(S2_INCLUDE_DIR s2/s2cell_id.h)
find_library(S2_LIBRARY s2)
find_package(OpenSSL REQUIRED)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  S2
  REQUIRED_VARS S2_LIBRARY S2_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "install libs2-dev")
mark_as_advanced(S2_INCLUDE_DIR S2_LIBRARY)

if(S2_FOUND AND NOT TARGET S2::s2)
  add_library(S2::s2 UNKNOWN IMPORTED)
  set_target_properties(
    S2::s2 PROPERTIES IMPORTED_LOCATION ${S2_LIBRARY}
                      INTERFACE_INCLUDE_DIRECTORIES ${S2_INCLUDE_DIR})
  # Its headers call Abseil and OpenSSL.
  target_link_libraries(S2::s2 INTERFACE absl::strings absl::hash absl::int128
                                         OpenSSL::Crypto)
endif()
