# The story that scripts/demo plays, on the demo municipality Roerdalen. All
# people, streets and addresses in it are invented.
#
# Everybody signs in as one does: with the code from the mail.
#
# Needs from scripts/demo: $language, $work, $root, $OMZIEN_SERVER, `omzien` on
# the path, restart_server, let_go_by and fail.
# shellcheck shell=bash
# shellcheck disable=SC2154  # $language and $work are set by scripts/demo.

step_count=0

# say DUTCH ENGLISH: a line of the story.
say() {
  if [[ $language == nl ]]; then printf '   %s\n' "$1"; else printf '   %s\n' "$2"; fi
}

# step DUTCH ENGLISH: a chapter.
step() {
  step_count=$((step_count + 1))
  local text=$1
  [[ $language == nl ]] || text=$2
  printf '\n%d. %s\n' "$step_count" "$text"
}

# expect WHAT COMMAND...: the command must succeed; WHAT says what did not happen.
expect() {
  local what=$1
  shift
  "$@" || fail "stap $step_count: dit gebeurde niet / this did not happen: $what"
}

# show WHO COMMAND...: the command as one types it, and what it answers, indented.
# WHO is as_desk, or as_volunteer and a person.
show() {
  local typed='' word seen=false
  for word in "$@"; do
    [[ $word != omzien ]] || seen=true
    $seen || continue
    [[ $word =~ ^[[:alnum:]_./:+-]+$ ]] || word="\"$word\""
    typed+=" $word"
  done
  printf '\n   $%s\n' "$typed"
  "$@" 2>&1 | sed 's/^/     /'
}

# pick EXPRESSION: reads JSON, prints what the Python expression over `it` gives;
# lists line by line. Fails when it gives nothing.
pick() {
  /usr/bin/python3 -c '
import collections, json, sys
it = json.load(sys.stdin)
def common_time(asks):
    times = collections.Counter(t for i in asks for t in i["startTimes"])
    return max(sorted(times), key=lambda t: times[t])
def by_common_time(asks):
    return sorted(asks, key=lambda i: common_time(asks) not in i["startTimes"])
def time_number(asks, code):
    times = next(i["startTimes"] for i in asks if i["code"] == code)
    return times.index(common_time(asks)) + 1 if common_time(asks) in times else 1
found = eval(sys.argv[1])
found = found if isinstance(found, list) else [found]
print(*found, sep="\n")
sys.exit(0 if found and found[0] not in (None, "") else 1)' "$1"
}

# await_mail PERSON SUBJECT: waits until the mail server has received a mail to
# that person whose subject matches the regular expression, and prints it.
await_mail() {
  local address
  address=$(email_of "$1") || return 1
  timeout 20 /usr/bin/python3 -u -c '
import json, re, sys
address, subject = sys.argv[1:]
for line in sys.stdin:
    mail = json.loads(line)
    if address in mail["rcpt_to"] and re.search(subject, mail["headers"]["Subject"]):
        print(f"   | To: {address}", "Subject: " + mail["headers"]["Subject"], "", sep="\n   | ")
        print(*("   | " + line for line in mail["text"].strip().splitlines()), sep="\n")
        sys.exit(0)
sys.exit(1)' "$address" "$2" < <(tail -n +1 -f --pid=$$ "$work/mail.jsonl")
}

# Who calls: each on a device of their own.
as_administrator() { OMZIEN_SESSION=$work/devices/administrator.json "$@"; }
as_desk() { OMZIEN_SESSION=$work/devices/desk.json "$@"; }
as_volunteer() { OMZIEN_SESSION=$work/devices/${1#people/}.json OMZIEN_ROLE=volunteer "${@:2}"; }

# await_code EMAIL NUMBER: waits for the NUMBER-th mail with a code to that
# address, and prints the code.
await_code() {
  timeout 20 /usr/bin/python3 -u -c '
import json, re, sys
address, number = sys.argv[1], int(sys.argv[2])
for line in sys.stdin:
    mail = json.loads(line)
    code = re.match(r"\d{4} \d{4}", mail["headers"]["Subject"])
    if address in mail["rcpt_to"] and code:
        number -= 1
        if number == 0:
            print(code[0])
            sys.exit(0)
sys.exit(1)' "$1" "$2" < <(tail -n +1 -f --pid=$$ "$work/mail.jsonl")
}

# sign_in WHO... EMAIL NUMBER: WHO is as_desk and so on; NUMBER counts the codes
# that this address was mailed, this one with them.
sign_in() {
  local who=("${@:1:$#-2}") email=${*: -2:1} number=${*: -1} code
  "${who[@]}" omzien sign-in "$email" </dev/null >"$work/sign-in.log" 2>&1 ||
    { cat "$work/sign-in.log" >&2; return 1; }
  code=$(await_code "$email" "$number") || return 1
  "${who[@]}" omzien sign-in --code "$code" >/dev/null
}

# email_of PERSON
email_of() { as_desk omzien person show "$1" --json | pick 'it["email"]'; }

# person_of INVITATION_JSON_INDEX: `people/ID` of the volunteer of the n-th ask.
person_of() { printf 'people/%s\n' "${asked[$1]#volunteers/}"; }

# need_is STATE: what the server says of it now.
need_is() { as_desk omzien need show "$need" --json | pick "it['state'] == '$1' or None" >/dev/null; }
# asks_that_are STATE: their codes; fails when there are none.
asks_that_are() {
  as_desk omzien invitations --of "$need" --all --json |
    pick "[i['code'] for i in it if i['state'] == '$1']"
}

staff_signs_in() {
  step 'De beheerder meldt zich aan, met een code uit de mail, en geeft de balie haar rol.' \
    'The administrator signs in, with a code from the mail, and gives the desk its role.'
  expect 'the administrator signed in' sign_in as_administrator beheer@welzijn.example 1
  expect 'who that is' show as_administrator omzien whoami
  expect 'the role of the desk' show as_administrator omzien members add --of welzijn-roerdalen \
    --role-of desk --given Balie --email balie@welzijn.example
  say 'Ook de balie meldt zich aan. Wachtwoorden zijn er niet.' \
    'The desk signs in as well. There are no passwords.'
  expect 'the desk signed in' sign_in as_desk balie@welzijn.example 1
}

neighbours_arrive() {
  step 'De buren van Roerdalen zijn er.' "Roerdalen's neighbours are there."
  say 'Zestig vrijwilligers: wat ze kunnen, wanneer, en hoe vaak je ze mag vragen.' \
    'Sixty volunteers: what they can do, when, and how often they may be asked.'
  expect 'volunteers imported' show as_desk omzien import volunteers config/demo/volunteers.csv
  expect 'residents imported' show as_desk omzien import residents config/demo/residents.csv
}

resident_phones() {
  step 'Truus Schijnspar belt de balie. Ze heeft geen e-mail.' \
    'Truus Schijnspar phones the desk. She has no e-mail.'
  say 'De balie vult de hulpvraag in, namens haar. Er zijn twee mensen nodig.' \
    'The desk enters the need on her behalf. It takes two people.'
  say 'Is Truus niet te bereiken? Dan mag de helper haar buurman Sjef Proefeik bellen.' \
    'Cannot Truus be reached? Then the helper may phone her neighbour Sjef Proefeik.'
  need=$(as_desk omzien need post --for Schijnspar --by phone --asked nobody \
    --skill move-small-furniture --helpers 2 --when '+2d 13-15' --when '+3d 13-15' \
    --when '+4d 13-15' --when '+5d 13-15' \
    --what 'Mijn kast moet naar de andere kamer.' --contact Proefeik:buurman --json | pick 'it["name"]') ||
    fail 'the need could not be posted / de hulpvraag is niet gesteld'
  expect 'the need' show as_desk omzien need show "$need"
}

few_are_asked() {
  step 'Omzien vraagt een paar buren, en zegt waarom juist hen.' \
    'Omzien asks a few neighbours, and says why them.'
  local invitations
  invitations=$(as_desk omzien invitations --of "$need" --json)
  # First those who can at the time that suits most.
  mapfile -t codes < <(pick '[i["code"] for i in by_common_time(it)]' <<<"$invitations")
  mapfile -t asked < <(pick '[i["volunteer"] for i in by_common_time(it)]' <<<"$invitations")
  # The story's first neighbour is one who reads mail.
  local i
  for i in "${!asked[@]}"; do
    if email_of "$(person_of "$i")" >/dev/null 2>&1; then
      codes=("${codes[i]}" "${codes[@]:0:i}" "${codes[@]:i+1}")
      asked=("${asked[i]}" "${asked[@]:0:i}" "${asked[@]:i+1}")
      break
    fi
  done
  time_number=$(pick "time_number(it, '${codes[0]}')" <<<"$invitations")
  expect 'at least three asked' test "${#codes[@]}" -ge 3
  expect 'the reasons' show as_desk omzien explain "$need"
  say 'Dit staat in de mail aan de eerste:' 'This is the mail to the first:'
  expect 'the mail with the ask' await_mail "$(person_of 0)" .
}

neighbours_answer() {
  step 'De eerste buur zegt ja, met het programma omzien.' \
    'The first neighbour says yes, with the program omzien.'
  expect 'the first neighbour signed in' \
    sign_in as_volunteer "$(person_of 0)" "$(email_of "$(person_of 0)")" 1
  say 'Wie ja zegt, leest vier woorden voor aan de deur. De inwoner krijgt dezelfde.' \
    'Who says yes reads four words for the door. The resident gets the same.'
  expect 'the first yes' show as_volunteer "$(person_of 0)" omzien accept "${codes[0]}" --time "$time_number"

  step 'De tweede belt de balie, en noemt de code uit de mail.' \
    'The second phones the desk, and reads out the code in the mail.'
  say 'De balie hangt op en belt terug op het bekende nummer. Dan pas telt het antwoord.' \
    'The desk hangs up and calls back on the number it knows. Only then does the answer count.'
  local open
  mapfile -t open < <(asks_that_are STATE_SENT)
  expect 'others still asked' test "${#open[@]}" -ge 1
  expect 'the second yes' show as_desk omzien answer "${open[0]}" yes --checked called-back
  expect 'the need arranged' need_is STATE_ARRANGED

  step 'De klus is rond. Wie nog niet had geantwoord, hoort dat meteen.' \
    'The job is filled. Who had not answered hears so at once.'
  expect 'an ask withdrawn' asks_that_are STATE_WITHDRAWN >/dev/null
  if asks_that_are STATE_SENT >/dev/null; then
    fail 'somebody still waits / er wacht nog iemand'
  fi
}

both_sides_are_told() {
  step 'De buren krijgen een mail met de afspraak.' 'The neighbours get a mail with the appointment.'
  expect 'the confirmation' await_mail "$(person_of 0)" 'afspraak|appointment'

  step 'Truus heeft geen e-mail. Dus is het werk voor de balie: bel haar, ook over de vier woorden.' \
    'Truus has no e-mail. So it is work for the desk: phone her, also about the four words.'
  expect 'the tasks' show as_desk omzien tasks
  local task
  task=$(as_desk omzien tasks --json | pick "[t['name'] for t in it if t.get('need') == '$need'][-1]") ||
    fail 'no call for the desk / geen werk voor de balie'
  expect 'the sentence to say' show as_desk omzien task show "$task"
  expect 'ticked' show as_desk omzien task close "$task" --result 'Verteld, ze is blij.'
}

server_restarts() {
  step 'De server gaat uit en weer aan. Er is niets weg.' \
    'The server stops and starts. Nothing is lost.'
  restart_server
  expect 'still arranged' need_is STATE_ARRANGED
}

job_is_done() {
  step 'Een week later: de kast staat op zijn plek.' 'A week later: the wardrobe is where it should be.'
  let_go_by 150
  say 'De balie heeft zich opnieuw aangemeld: wie twaalf uur niets doet, wordt afgemeld.' \
    'The desk has signed in again: whoever does nothing for twelve hours is signed out.'
  expect 'the desk signed in again' sign_in as_desk balie@welzijn.example 2
  local appointment
  appointment=$(as_desk omzien appointments --of "$need" --json | pick "[a['name'] for a in it if a['volunteer'] == '${asked[0]}']") ||
    fail 'no appointment / geen afspraak'
  expect 'done' show as_volunteer "$(person_of 0)" omzien 'done' "$appointment"
  expect 'thanked' show as_desk omzien thank "$appointment" --for Schijnspar \
    'Wat fijn dat jullie er waren!'
  expect 'the thanks in a mail' await_mail "$(person_of 0)" 'bent bedankt|[Tt]hank'
}

somebody_asks_who_looked() {
  step 'Truus belt nog eens: wie heeft er naar mijn gegevens gekeken?' \
    'Truus phones once more: who looked at my data?'
  expect 'who looked' show as_desk omzien looks Schijnspar
}

play_story() {
  local need codes asked time_number
  mkdir -p "$work/devices"
  staff_signs_in
  neighbours_arrive
  resident_phones
  few_are_asked
  neighbours_answer
  both_sides_are_told
  server_restarts
  job_is_done
  somebody_asks_who_looked
  printf '\n'
  say 'Dat was het: van een telefoontje tot een bedankje.' 'That is it: from a phone call to the thanks.'
}

print_what_to_try() {
  printf '\n'
  say 'De server blijft aan tot u Ctrl-C typt. Probeer in een ander venster:' \
    'The server stays up until you type Ctrl-C. Try in another window:'
  cat <<COMMANDS

     export OMZIEN_SERVER=$OMZIEN_SERVER
     export OMZIEN_SESSION=$work/devices/desk.json    # you are the desk
     export PATH="$root/build/release/clients/cli:\$PATH"
     omzien --help
     omzien needs
     omzien invitations --of Schijnspar
     omzien tasks
COMMANDS
}
