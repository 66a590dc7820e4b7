# install() and find_package(Caravan).
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Caravan)
install(EXPORT CaravanTargets NAMESPACE caravan:: DESTINATION ${package_dir})
configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/CaravanConfig.cmake.in
  ${PROJECT_BINARY_DIR}/CaravanConfig.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/CaravanConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/CaravanConfig.cmake
  ${PROJECT_BINARY_DIR}/CaravanConfigVersion.cmake
  DESTINATION ${package_dir})
