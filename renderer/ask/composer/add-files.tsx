import { useImporter } from '../../documents/importer.tsx'
import { useNavigation } from '../../navigation.tsx'
import { FileIconButton } from '../../ui/file-icon-button.tsx'

/** Brings files into this client's documents, and goes where one sees how they are doing. What is written stays. */
export function AddFiles() {
  const importer = useImporter()
  const { go } = useNavigation()
  return (
    <FileIconButton
      label="Add documents"
      icon="paperclip"
      onChoose={(files) => {
        void importer.add(files)
        go({ kind: 'documents' })
      }}
    />
  )
}
