# The house functions: a library and a test read as a list of sources and of what they may use.

add_library(twinflow_options INTERFACE)
target_compile_features(twinflow_options INTERFACE cxx_std_20)
target_include_directories(twinflow_options INTERFACE ${PROJECT_SOURCE_DIR}/core)
target_compile_options(twinflow_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                                                  -Woverloaded-virtual -Wcast-align -Wunused)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees overlaps in std::string where there are none (GCC bug 105651).
  target_compile_options(twinflow_options INTERFACE -Wno-restrict)
endif()
if(TWINFLOW_WERROR)
  target_compile_options(twinflow_options INTERFACE -Werror)
endif()
target_compile_definitions(
  twinflow_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
                             QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400 JSON_HAS_RANGES=0)
if(TWINFLOW_ASSERTIONS)
  target_compile_definitions(twinflow_options INTERFACE _GLIBCXX_ASSERTIONS)
  string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELWITHDEBINFO "${CMAKE_CXX_FLAGS_RELWITHDEBINFO}")
endif()
if(TWINFLOW_SANITIZE)
  target_compile_options(twinflow_options INTERFACE -fsanitize=${TWINFLOW_SANITIZE} -fno-omit-frame-pointer -O1)
  target_link_options(twinflow_options INTERFACE -fsanitize=${TWINFLOW_SANITIZE})
endif()

# twinflow_library(NAME SOURCES … DEPS …): a static library of core or ui, with the alias Twinflow::NAME.
function(twinflow_library NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(twinflow_${NAME} STATIC ${ARG_SOURCES})
  add_library(Twinflow::${NAME} ALIAS twinflow_${NAME})
  target_link_libraries(twinflow_${NAME} PUBLIC twinflow_options ${ARG_DEPS} PRIVATE ${ARG_PRIVATE_DEPS})
endfunction()

# twinflow_ui_library(NAME SOURCES … DEPS …): a folder of ui; includes start at ui/, headers with Q_OBJECT are among the
# sources.
function(twinflow_ui_library NAME)
  twinflow_library(${NAME} ${ARGN})
  target_include_directories(twinflow_${NAME} PUBLIC ${PROJECT_SOURCE_DIR}/ui)
  set_target_properties(twinflow_${NAME} PROPERTIES AUTOMOC ON)
endfunction()

# twinflow_test(NAME SOURCES … DEPS …): a test program, run by ctest under its own name.
function(twinflow_test NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(test_${NAME} ${ARG_SOURCES})
  target_link_libraries(test_${NAME} PRIVATE twinflow_options Twinflow::testsupport ${ARG_DEPS})
  set_target_properties(test_${NAME} PROPERTIES AUTOMOC ON)
  # Tests are compiled more often than they are run: a third less time for code that is not what is tested.
  target_compile_options(test_${NAME} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
  add_test(NAME ${NAME} COMMAND test_${NAME})
  set_tests_properties(
    ${NAME} PROPERTIES TIMEOUT 300 ENVIRONMENT
                       "QT_QPA_PLATFORM=offscreen;TWINFLOW_SOURCE=${PROJECT_SOURCE_DIR};TWINFLOW_BINARY=${PROJECT_BINARY_DIR}")
endfunction()
