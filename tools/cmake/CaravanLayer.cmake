# A layer is one top-level folder of headers and sources, built as caravan::<name>.
#
# Its headers are included as <caravan/<name>/file.hpp>, in this tree and once
# installed. The include path of a layer is a folder of its own that holds
# nothing but a link to that layer, so a header of a layer that is not linked is
# not found: the direction of includes is enforced by target_link_libraries.

# Warnings, for our own sources only. GCC 12 sees overlaps in string concatenation that are not
# there (its bug 105651), hence -Wno-restrict.
add_library(caravan_warnings INTERFACE)
target_compile_options(caravan_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${CARAVAN_WARNINGS_AS_ERRORS}>:-Werror>)

# Results must not depend on whether the processor fuses multiply and add.
add_library(caravan_arithmetic INTERFACE)
target_compile_options(caravan_arithmetic INTERFACE -ffp-contract=off)

# caravan_layer(<name> SOURCES ... [USES <layer>...] [PRIVATE <package target>...] [INTERNAL <header>...])
# Internal headers are not installed.
function(caravan_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 LAYER "" "" "SOURCES;USES;PRIVATE;INTERNAL")

  set(root ${PROJECT_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root}/caravan)
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/caravan/${name} SYMBOLIC)

  set(target caravan_${name})
  add_library(${target} STATIC ${LAYER_SOURCES})
  add_library(caravan::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${root}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  foreach(layer IN LISTS LAYER_USES)
    target_link_libraries(${target} PUBLIC caravan_${layer})
  endforeach()
  # Packages stay private: their headers are not visible to the layers above.
  target_link_libraries(${target} PRIVATE ${LAYER_PRIVATE}
    $<BUILD_INTERFACE:caravan_warnings> $<BUILD_INTERFACE:caravan_arithmetic>)

  install(TARGETS ${target} EXPORT CaravanTargets)
  set(left_out)
  foreach(header IN LISTS LAYER_INTERNAL)
    list(APPEND left_out PATTERN ${header} EXCLUDE)
  endforeach()
  install(DIRECTORY ./ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/caravan/${name}
    FILES_MATCHING PATTERN "*.hpp" ${left_out})
endfunction()
