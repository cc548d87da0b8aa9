# Google's libphonenumber as PhoneNumber::PhoneNumber.
#
# Debian's libphonenumber-dev cannot be installed beside Boost 1.81, so its
# headers are unpacked into build/deps (scripts/setup does it); the library is
# the run-time package libphonenumber8, which has no plain .so to link to.
find_path(PhoneNumber_INCLUDE_DIR phonenumbers/phonenumberutil.h
          HINTS ${PROJECT_SOURCE_DIR}/build/deps/usr/include)
find_library(PhoneNumber_LIBRARY NAMES libphonenumber.so.8 phonenumber)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  PhoneNumber
  REQUIRED_VARS PhoneNumber_LIBRARY PhoneNumber_INCLUDE_DIR
  REASON_FAILURE_MESSAGE
    "install libphonenumber8, then unpack the headers: apt-get download libphonenumber-dev && dpkg -x libphonenumber-dev_*.deb build/deps")
mark_as_advanced(PhoneNumber_INCLUDE_DIR PhoneNumber_LIBRARY)

if(PhoneNumber_FOUND AND NOT TARGET PhoneNumber::PhoneNumber)
  add_library(PhoneNumber::PhoneNumber UNKNOWN IMPORTED)
  set_target_properties(
    PhoneNumber::PhoneNumber
    PROPERTIES IMPORTED_LOCATION ${PhoneNumber_LIBRARY}
               INTERFACE_INCLUDE_DIRECTORIES ${PhoneNumber_INCLUDE_DIR})
endif()
