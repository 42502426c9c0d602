/**
 * The README of every bundle, byte by byte: docs/audit-bundle.md, section 11. It is fixed, so that nobody can put words of
 * their own there.
 */
export const readme = `AUDIT BUNDLE

This file comes from Bulkhead, a program that answers questions from the
documents of a client on the computer of the firm that serves the client.
It shows the log of one client, or a part of it: what was imported, asked,
answered, opened, changed and refused, when and by whom.

  manifest.json   which part of the log this is, and how much is released
  entries.jsonl   the entries, one a line
  openings.jsonl  the words and names behind them, as far as released
  checkpoint      size and fingerprint of the whole log, signed by the firm
  proofs.json     what leads from the entries to the checkpoint

Words and names are not in the entries themselves. There stands a number
made from each, which cannot be turned back and cannot be guessed, but which
shows later whether a word that is released is the one that was recorded.

Do not believe any of it because it stands here. Check it:

1. Ask the firm for the fingerprint of its key: eight groups of four letters
   and digits. Ask by another way than the one this file came by.
2. Open verify.html, the checking page of Bulkhead, in any browser, drop
   this file on it and type the fingerprint. It needs no network. Or run
   "bulkhead-verify FILE --key FINGERPRINT".
3. It says: intact, and how much was released; tampered, and where;
   incomplete; signed by an unknown key; or not a bundle at all.

How it is made, for whoever wants to write a checker of their own:
docs/audit-bundle.md of Bulkhead, version 1.
`
