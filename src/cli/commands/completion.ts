import { describeCommand } from '../command.ts';

export const completion = describeCommand({
  name: 'completion',
  group: 'For authors of hosts',
  summary: 'a script that lets the shell complete what is typed',
  details:
    'Ids of plugins and names of hooks are completed as well, from the set-up of the host in the working folder.',
  arguments: { shell: { required: true, summary: 'bash, zsh or fish' } },
  examples: [
    { command: 'source <(hookline completion bash)', summary: 'for this bash or zsh' },
    { command: 'hookline completion fish > ~/.config/fish/completions/hookline.fish', summary: 'for every fish' },
  ],
  result: '`shell`, and `script`: the text.',
});
