/** What each shell runs at its start, so that it asks `arbalest completion SHELL -- WORDS` for the words that may come next. */
export const SHELL_SCRIPTS = {
  bash: `_arbalest() {
  local IFS=$'\\n'
  COMPREPLY=($(arbalest completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _arbalest arbalest
`,
  zsh: `_arbalest() {
  local -a found
  found=("\${(@f)$(arbalest completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -- $found; else _files; fi
}
compdef _arbalest arbalest
`,
  fish: `complete -c arbalest -f -a '(arbalest completion fish -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
complete -c arbalest -r -F -l config -l data -l download -l into -l out
`,
} as const

/** A shell in which words can be completed. */
export type Shell = keyof typeof SHELL_SCRIPTS
