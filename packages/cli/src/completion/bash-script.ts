/**
 * Completion for bash, without the functions of the package bash-completion. The words go to the command as they were typed: a script
 * that hands them to `eval` runs what stands in them at the press of Tab.
 * The answer's last line, `:4`, tells other shells what to do with it.
 * Source: Bash Reference Manual, "Programmable Completion" (`:` and `=` divide words there, so that what was typed before them is cut off).
 */
export function bashScript(name: string): string {
  return `# bash completion for ${name}
_${name}_complete() {
  local line="\${COMP_LINE:0:COMP_POINT}" current='' flag='' value before
  local -a typed=()
  [[ $line =~ [^[:space:]]+$ ]] && current="\${BASH_REMATCH[0]}"
  read -r -a typed <<< "\${line%"$current"}"
  [[ $current == --*=* ]] && flag="\${current%%=*}="
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    [[ $value == :* ]] && continue
    [[ $flag$value == "$current"* ]] && COMPREPLY+=("$flag$value")
  done < <(${name} completion complete -- "\${typed[@]:1}" "$current" 2> /dev/null)
  before="\${current%"\${current##*[$COMP_WORDBREAKS]}"}"
  COMPREPLY=("\${COMPREPLY[@]#"$before"}")
}
complete -o bashdefault -o default -F _${name}_complete ${name}
`
}
