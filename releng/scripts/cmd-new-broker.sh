# ./jts new-broker

if [ $# -eq 0 ] || wants_help "$@"; then
    cat <<'USAGE'
usage: ./jts new-broker ID [--name "NAME"] [--to FOLDER [--site ADDRESS]]

Makes a broker of your own, which builds, starts, shows up in "Add broker" and trades with a simulator of its own, from the one
named template: a bundle, its feature, its tests and its page. Touches no other file. docs/plugin-guide.md goes on from there.

  ID               2 to 12 of a-z and 0-9, a letter first: the broker's kind (broker.type) and part of every name
  --name "NAME"    what people call the broker (default: the ID, its first letter in upper case)

  --to FOLDER      makes a project of its own in that folder, outside of this checkout: `mvn verify` there builds and tests it
                   and packs the archive that a workstation installs
  --site ADDRESS   with --to: the p2 repository of the workstation to build against (default: that of this checkout, which
                   `./jts test` or `./jts mvn package` leaves in releng/org.jts.product/target/repository)

  ./jts new-broker acme --name "Acme Securities"
  ./jts test org.jts.gateway.acme.tests
  ./jts plugin acme
USAGE
    exit 0
fi
need_jdk
# names are in any script, whatever the locale of the shell
LC_ALL=C.UTF-8 "$JAVA_HOME/bin/java" "$SCRIPTS/author/NewBroker.java" "$ROOT" "$@"
exit
