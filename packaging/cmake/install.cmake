# What is installed, and the .deb that CPack makes of it: cpack --config build/release/CPackConfig.cmake

include(GNUInstallDirs)
# A package needs no tests: ./dev package builds what is installed.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
install(TARGETS twinflow RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TWINFLOW_STUDIO)
  install(TARGETS twinflow-studio RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  set(linux ${PROJECT_SOURCE_DIR}/packaging/linux)
  install(FILES ${linux}/org.twinflow.Studio.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${linux}/org.twinflow.Studio.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(
    FILES ${linux}/org.twinflow.Studio.mime.xml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages
    RENAME org.twinflow.Studio.xml)
  set(icon ${PROJECT_SOURCE_DIR}/resources/icons/org.twinflow.Studio.svg)
  set(hicolor ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
  install(FILES ${icon} DESTINATION ${hicolor}/scalable/apps)
  # Desktops that draw no SVG, and small sizes that would be drawn again each time.
  set(sizes 16 22 24 32 48 64 128 256 512)
  add_executable(render_icons ${PROJECT_SOURCE_DIR}/packaging/cmake/render_icons.cpp)
  target_link_libraries(render_icons PRIVATE twinflow_options Qt6::Svg)
  set(folder ${PROJECT_BINARY_DIR}/icons)
  file(MAKE_DIRECTORY ${folder})
  list(TRANSFORM sizes REPLACE "(.+)" "${folder}/\\1.png" OUTPUT_VARIABLE files)
  add_custom_command(
    OUTPUT ${files}
    COMMAND render_icons ${icon} ${folder} ${sizes}
    DEPENDS ${icon})
  add_custom_target(icons ALL DEPENDS ${files})
  foreach(size ${sizes})
    install(
      FILES ${folder}/${size}.png
      DESTINATION ${hicolor}/${size}x${size}/apps
      RENAME org.twinflow.Studio.png)
  endforeach()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME twinflow)
set(CPACK_PACKAGE_VENDOR "Twinflow contributors")
set(CPACK_PACKAGE_CONTACT "Twinflow contributors <twinflow@twinflow.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
