// A page that came without https has no clipboard, and a browser may refuse.

/** False where the text must be copied by hand. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
