# Reads Surefire's reports; prints the slowest test classes and, as the last line, what passed, failed and was skipped.
# Exits 1 when something failed, nothing passed, or the build itself failed (code).

function value(name) {
  if (!match($0, "[ \t]" name "=\"[^\"]*\"")) return ""
  return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
}

FNR == 1 { open = 0 }

# The element's attributes may stand on several lines, before the first test case.
/<testsuite[ \t>]/ { open = 1; name = ""; seconds = 0 }
open {
  if (value("name") != "" && name == "") name = value("name")
  if (value("time") != "" && !seconds) { seconds = value("time"); gsub(",", "", seconds) }
  if (value("tests") != "") { tests += value("tests") }
  if (value("errors") != "") { failed += value("errors") }
  if (value("failures") != "") { failed += value("failures") }
  if (value("skipped") != "") { skipped += value("skipped") }
  if (/>[ \t]*$/) {
    open = 0
    run = FILENAME ~ /surefire-reports-/ ? FILENAME : ""
    sub(/.*surefire-reports-/, "", run)
    sub(/\/.*/, "", run)
    time[name (run == "" ? "" : " (" run ")")] += seconds
  }
}

END {
  print "Slowest test classes:"
  for (rank = 1; rank <= 10; rank++) {
    best = ""
    for (name in time) if (best == "" || time[name] > time[best]) best = name
    if (best == "") break
    printf "%9.1f s  %s\n", time[best], best
    delete time[best]
  }
  printf "The run took %d s.\n", elapsed
  if (code != 0) print "The build failed (exit code " code "): see the errors above; target/test.log has it all."
  passed = tests - failed - skipped
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  exit (code != 0 || failed > 0 || passed < 1) ? 1 : 0
}
