/** The one text that `README.txt` may have, by its SHA-256: docs/audit-bundle.md, section 11. */
export const readmeSha256 = '197ee1adf5e33968ae4840efa1c48f61d1eadb6c158df41f26d2301ecaed2309'
/** What its header in the container says, therefore. */
export const readmeHeader = { bytes: 1_486, crc: 0x04117207 }
