# The README shows the program as it is compiled, and what it really prints.
#   cmake -DREADME=... -DSOURCE=... -DPROGRAM=... -P check_readme.cmake
file(READ ${README} readme)
file(READ ${SOURCE} source)
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)

foreach(part IN ITEMS source output)
  string(FIND "${readme}" "```cpp\n${source}```" as_source)
  string(FIND "${readme}" "```text\n${output}```" as_output)
  if(as_${part} EQUAL -1)
    message(SEND_ERROR "sim/README.md does not show this ${part}:\n${${part}}")
  endif()
endforeach()
