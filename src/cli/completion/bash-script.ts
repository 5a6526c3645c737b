/** The script for bash. Nothing that was typed, and nothing that is proposed, is run by the shell; and it needs no package for completion. */
export const BASH_SCRIPT = `# bash completion for hookline
__hookline_complete() {
  local current=\${COMP_WORDS[COMP_CWORD]} value about
  COMPREPLY=()
  while IFS=$'\\t' read -r value about; do
    if [[ $value != :* && $value == "$current"* ]]; then COMPREPLY+=("$value"); fi
  done < <(hookline complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F __hookline_complete hookline
`;
