// Writes an edit into the fragment of an address, #edit=NAME:CODE, and reads it from there.
export const START = "#edit=";
const LONGEST = 20_000; // characters of a fragment
const LARGEST = 100_000; // bytes of a script

export async function toFragment(name, source) {
  const packed = new Blob([source]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `${START}${name}:${letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

// Return the name and the source in a fragment; throw an error if it holds none.
export async function fromFragment(fragment) {
  const [, name, letters] = /^#edit=([\w/-]+):([\w-]+)$/.exec(fragment) ?? [];
  if (!name || fragment.length > LONGEST) throw new Error("not an edit");
  const packed = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > LARGEST) throw new Error("too large");
    parts.push(part.value);
  }
  const source = new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(parts).arrayBuffer());
  return { name, source: source.replace(/\r\n?/g, "\n") };
}
