/** Whether a host of the permission `net`, such as `*.example` or `localhost:8080`, covers `host` or `host:port`. */
export function coversHost(declared: string, host: string): boolean {
  const allowed = split(declared.toLowerCase());
  const asked = split(host.toLowerCase());
  if (allowed.port !== undefined && asked.port !== undefined && allowed.port !== asked.port) return false;
  if (allowed.name === '*' || allowed.name === asked.name) return true;
  return allowed.name.startsWith('*.') && asked.name.endsWith(allowed.name.slice(1));
}

function split(host: string): { readonly name: string; readonly port: string | undefined } {
  const { name, port } = /^(?<name>.*?)(?::(?<port>\d+))?$/.exec(host)!.groups!;
  return { name: name!, port };
}
