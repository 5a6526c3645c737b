export { readsTypeScript } from '../cli/setup/register-typescript.ts';
