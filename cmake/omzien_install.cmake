# What `cmake --install` puts where, and the Debian package made from it
# (`cmake --workflow --preset package`): the server and the client in bin, the
# service, the configuration in /etc/omzien and what it refers to in share/omzien.
include(GNUInstallDirs)

# The configuration as it is in the tree, but for the files that we ship beside
# it: an installed system has them in share/omzien.
set(installed_config ${PROJECT_BINARY_DIR}/packaging/omzien.textproto)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
                                       ${PROJECT_SOURCE_DIR}/config/omzien.textproto)
file(READ ${PROJECT_SOURCE_DIR}/config/omzien.textproto config)
foreach(setting IN ITEMS skills_file door_words_file texts_dir village_file)
  if(NOT config MATCHES "\n *${setting}: \"[^\"/][^\"]*\"")
    message(FATAL_ERROR "config/omzien.textproto: no line  ${setting}: \"relative/path\"  "
                        "to point elsewhere when installed")
  endif()
  string(REGEX REPLACE "(\n *${setting}: \")" "\\1${CMAKE_INSTALL_FULL_DATADIR}/omzien/"
                       config "${config}")
endforeach()
file(WRITE ${installed_config}.new "${config}")
file(COPY_FILE ${installed_config}.new ${installed_config} ONLY_IF_DIFFERENT)

install(TARGETS omziend omzien RUNTIME)
install(FILES ${installed_config} DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/omzien)
install(
  DIRECTORY config/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/omzien
  PATTERN demo EXCLUDE
  PATTERN omzien.textproto EXCLUDE)
install(FILES packaging/omziend.service DESTINATION lib/systemd/system)
install(FILES LICENSE NOTICE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME omzien)
set(CPACK_PACKAGE_CONTACT "Omzien <omzien@omzien.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "neighbourhood help in Dutch municipalities")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/conffiles
                                       ${PROJECT_SOURCE_DIR}/packaging/postinst)
include(CPack)
