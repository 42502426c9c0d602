import { Avatar } from '../marks/avatar.tsx'
import { Chip } from '../marks/chip.tsx'
import { CitationChip } from '../marks/citation-chip.tsx'
import { Count } from '../marks/count.tsx'
import { Hash } from '../marks/hash.tsx'
import { Mark } from '../marks/mark.tsx'
import { SealedValue } from '../marks/sealed-value.tsx'
import { Status } from '../marks/status.tsx'
import { WorkspaceTile } from '../marks/workspace-tile.tsx'
import { Popover } from '../overlays/popover.tsx'
import { Snippet } from '../overlays/snippet.tsx'
import { workspaceColours } from '../workspace-colour.ts'
import { Group, Row, State } from './specimen.tsx'
import styles from './type-group.module.css'

const clients = [
  'Meridian Salon Group',
  'Ironleaf Gyms',
  'Brightwell Dental Clinics',
  'Sona Silk Mills',
  'Kestrel Lettings',
  'Harbour St Physio',
  'Tara Robotics',
  'Old Bakehouse',
]
const others = ['मीनाक्षी ट्रेडर्स', 'श्री गणेश भंडार', 'क्षितिज', '東京商事', 'Ünlü & Söhne', '7 Oaks']
const hash = '9f3c61d820be7741aa054e9318fcd26b58b702edc0ffee12345678909abcdef0'

export function MarksGroup() {
  return (
    <Group
      title="Marks"
      note="Citations: dashed means the quote was not found on the page, so nothing is marked there."
    >
      <Row>
        {clients.map((name, index) => (
          <State key={name} name={workspaceColours[index] ?? ''}>
            <WorkspaceTile name={name} colour={index} state="open" />{' '}
            <WorkspaceTile name={name} colour={index} state="locked" />
          </State>
        ))}
        {others.map((name, index) => (
          <State key={name} name={name}>
            <WorkspaceTile name={name} colour={index} state="open" />{' '}
            <WorkspaceTile name={name} colour={index} state="locked" size="md" />
          </State>
        ))}
      </Row>
      <Row>
        <State name="48 px">
          <WorkspaceTile name="Meridian Salon Group" colour={0} state="open" size="lg" />{' '}
          <WorkspaceTile name="मीनाक्षी ट्रेडर्स" colour={5} state="locked" size="lg" />
        </State>
        <State name="Cited">
          <CitationChip number={2} source="Notice, page 1" />
        </State>
        <State name="Hover" force="hovered">
          <CitationChip number={2} source="Notice, page 1" />
        </State>
        <State name="Shown at right">
          <CitationChip number={1} state="open" source="Notice, page 1" />
        </State>
        <State name="Focus" force="focus-visible">
          <CitationChip number={3} source="Notice, page 1" />
        </State>
        <State name="Unsure">
          <CitationChip number={4} state="unsure" source="Notice, page 1" />
        </State>
        <State name="Group">
          <Chip>Tax</Chip>
        </State>
        <State name="No group">
          <Chip tone="warn" icon="warning">
            Nobody yet
          </Chip>
        </State>
        <State name="Ok">
          <Chip tone="ok" icon="check">
            Verified
          </Chip>
        </State>
        <State name="Danger">
          <Chip tone="danger" icon="set-aside">
            Failed
          </Chip>
        </State>
        <State name="Hindi">
          <Chip>भुगतान और वेतन</Chip>
        </State>
        <State name="Removable">
          <Chip icon="documents" onRemove={() => undefined} removeLabel="Remove Lease">
            Lease, Koregaon Park, signed.pdf
          </Chip>
        </State>
      </Row>
      <Row>
        <State name="Count">
          <Count value={1} label="requests" /> <Count value={120} label="requests" />
        </State>
        <State name="Person">
          <Avatar name="Kavita Rao" /> <Avatar name="सुनीता काळे" />
        </State>
        <State name="Sealed">
          <SealedValue />
        </State>
        <State name="Ok">
          <Status tone="ok">Ready</Status>
        </State>
        <State name="Busy">
          <Status tone="busy">Reading, 31 of 88</Status>
        </State>
        <State name="Waiting">
          <Status tone="neutral">Queued</Status>
        </State>
        <State name="Warning">
          <Status tone="warn" icon="refresh">
            Changed on disk
          </Status>
        </State>
        <State name="Danger">
          <Status tone="danger">Damaged archive</Status>
        </State>
        <State name="Hash">
          <Hash value={hash} label="leaf hash" />
        </State>
      </Row>
      <State name="Whole hash">
        <Hash value={hash} label="leaf hash" form="whole" />
      </State>
      <p className={styles['t15']}>
        The reply is due by <strong>14 August 2025</strong>, in Form GST DRC-06.
        <Popover
          opens="hover"
          label="Source 1"
          content={
            <Snippet title="कारण बताओ नोटिस डीआरसी-01.pdf" meta="page 1">
              You are directed to furnish <Mark>a reply in Form GST DRC-06 on or before 14/08/2025.</Mark>
            </Snippet>
          }
        >
          <CitationChip number={1} state="open" source="कारण बताओ नोटिस डीआरसी-01.pdf, page 1" />
        </Popover>{' '}
        The notice, dated 15 July 2025, proposes <strong>₹8,42,310</strong> for FY 2023–24.
        <CitationChip number={2} source="Notice, page 2" />
        <CitationChip number={3} state="unsure" source="Lease, page 11" />
      </p>
      <p className={styles['doc']}>
        2.{' '}
        <Mark>
          You are directed to furnish a reply with supporting documents in Form GST DRC-06 on or before it.
        </Mark>
      </p>
    </Group>
  )
}
