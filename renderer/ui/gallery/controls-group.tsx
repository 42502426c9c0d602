import { useState } from 'react'
import { Button, type ButtonProps } from '../button.tsx'
import { CopyButton } from '../copy-button.tsx'
import { FileButton } from '../file-button.tsx'
import { IconButton } from '../icon-button.tsx'
import { KeyCap } from '../key-cap.tsx'
import { LinkButton } from '../link-button.tsx'
import { showToast } from '../toast.tsx'
import { Toolbar } from '../toolbar.tsx'
import { Box, type Forced, Group, Row, State } from './specimen.tsx'

const forced: readonly (readonly [name: string, force: Forced | undefined])[] = [
  ['Rest', undefined],
  ['Hover', 'hovered'],
  ['Pressed', 'pressed'],
  ['Focus', 'focus-visible'],
]

function States(props: Pick<ButtonProps, 'variant' | 'icon' | 'children'>) {
  return (
    <Row>
      {forced.map(([name, force]) => (
        <State key={name} name={name} force={force}>
          <Button {...props} />
        </State>
      ))}
      <State name="Busy">
        <Button {...props} isPending />
      </State>
      <State name="Disabled">
        <Button {...props} isDisabled />
      </State>
    </Row>
  )
}

export function ControlsGroup() {
  const [isPressed, setPressed] = useState(true)
  return (
    <>
      <Group title="Buttons" note="One main action a view. 28 px, 32 px in dialogs, 24 px in rows.">
        <States variant="primary" icon="plus">
          Add documents
        </States>
        <States icon="pause">Pause</States>
        <States variant="quiet">Hide files</States>
        <States variant="danger">Destroy</States>
        <Row>
          <State name="Small">
            <Button size="sm">Skip</Button>
          </State>
          <State name="Small, icon">
            <Button size="sm" icon="refresh">
              Try again
            </Button>
          </State>
          <State name="Large">
            <Button size="lg">Cancel</Button>
          </State>
          <State name="Large, main">
            <Button size="lg" variant="primary" icon="print">
              Print…
            </Button>
          </State>
          <State name="Opens">
            <Button endIcon="chevron-down">As of today</Button>
          </State>
          <State name="Hindi">
            <Button icon="documents">दस्तावेज़ जोड़ें</Button>
          </State>
          <State name="Files">
            <FileButton icon="folder" isFolder onChoose={() => undefined}>
              Watch a folder
            </FileButton>
          </State>
          <State name="In a sentence">
            <span>
              Nearest: <LinkButton onPress={() => undefined}>the notice, page 2</LinkButton>.
            </span>
          </State>
        </Row>
        <div style={{ width: 200 }}>
          <State name="Too long for its place">
            <Button isFullWidth icon="documents">
              Zurücksetzen aller Leseberechtigungen dieser Gruppe
            </Button>
          </State>
        </div>
      </Group>
      <Group
        title="Icon buttons"
        note="Their name is their tooltip: after 400 ms, or at once for the keyboard."
      >
        <Row>
          {forced.map(([name, force]) => (
            <State key={name} name={name} force={force}>
              <IconButton icon="search" label="Find in this thread" keys="Ctrl F" />
            </State>
          ))}
          <State name="On">
            <IconButton
              icon="panel-right"
              label="Sources"
              isPressed={isPressed}
              onPress={() => setPressed(!isPressed)}
            />
          </State>
          <State name="Dot">
            <IconButton icon="audit" label="Log, needs a look" hasDot />
          </State>
          <State name="Disabled">
            <IconButton icon="chevron-right" label="Next page" isDisabled />
          </State>
          <State name="Small">
            <IconButton size="sm" icon="edit" label="Edit" />
          </State>
          <State name="Secondary">
            <IconButton variant="secondary" icon="more" label="More" />
          </State>
          <State name="Primary">
            <IconButton variant="primary" icon="send" label="Ask" />
          </State>
          <State name="Primary, disabled">
            <IconButton variant="primary" icon="send" label="Ask" isDisabled />
          </State>
          <State name="Copy">
            <CopyButton text="Copied from the gallery" />
          </State>
          <State name="Keys">
            <KeyCap>Ctrl K</KeyCap> <KeyCap>/</KeyCap> <KeyCap isBare>↵</KeyCap>
          </State>
          <State name="Toast">
            <Button
              onPress={() =>
                showToast({
                  text: '2 documents moved to Leases',
                  action: { label: 'Undo', onAction: () => showToast({ text: 'Moved back' }) },
                })
              }
            >
              Say something
            </Button>
          </State>
        </Row>
      </Group>
      <Group title="Toolbars">
        <Box>
          <Toolbar
            title="Documents"
            meta="318 you can read"
            actions={
              <>
                <Button icon="watch">Watch a folder</Button>
                <Button variant="primary" icon="plus">
                  Add documents
                </Button>
              </>
            }
          />
        </Box>
        <Box>
          <Toolbar
            level={2}
            title="कारण बताओ नोटिस डीआरसी-01 (जीएसटी), महाराष्ट्र शासन, वस्तु एवं सेवा कर विभाग.pdf"
            actions={
              <>
                <IconButton icon="external" label="Open outside" />
                <IconButton icon="x" label="Close" />
              </>
            }
          />
        </Box>
      </Group>
    </>
  )
}
