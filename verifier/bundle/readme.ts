/** The one text that `README.txt` may have, by its SHA-256: docs/audit-bundle.md, section 11. */
export const readmeSha256 = '367078719f4c010dda05d9c73ebf2fdb955f02f06afac61113aeced45cbc081e'
/** What its header in the container says, therefore. */
export const readmeHeader = { bytes: 1_486, crc: 0x43896ee2 }
