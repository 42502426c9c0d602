import { Banner } from '../banner.tsx'
import { Busy } from '../busy.tsx'
import { Button } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { Facts } from '../facts.tsx'
import { Hash } from '../marks/hash.tsx'
import { SealedValue } from '../marks/sealed-value.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { Skeleton } from '../skeleton.tsx'
import { Steps } from '../steps.tsx'
import { Box, Columns, Group, State } from './specimen.tsx'

export function MessagesGroup() {
  return (
    <>
      <Group title="Progress" note="Always what, how far, how long. Paused is hatched.">
        <Columns count={3}>
          <ProgressBar
            label="Import"
            tone="workspace"
            value={0.6}
            detail="41 of 68 files, about 6 min"
            meta="Running"
          />
          <ProgressBar
            label="Import"
            tone="workspace"
            isPaused
            value={0.6}
            detail="Paused at 41 of 68"
            meta="Paused"
          />
          <ProgressBar
            label="Import"
            tone="danger"
            value={0.6}
            detail="Disk is full at 41 of 68"
            meta="Failed"
          />
          <ProgressBar label="Import" value={1} detail="68 files ready" meta="Done" />
          <ProgressBar label="Reading" value={null} detail="Reading your passphrase" />
          <ProgressBar label="Memory" size="md" value={0.4} detail="5.1 of 16 GB" />
          <Skeleton label="Loading the answer" />
          <Skeleton label="Loading documents" shape="rows" count={2} />
          <State name="Busy">
            <Busy /> <Busy size={16} /> <Busy size={20} />
          </State>
        </Columns>
      </Group>
      <Group title="Banners" note="What happened, then what to do.">
        <Columns>
          <Banner title="Answers are exact quotes" actions={<Button size="sm">See models</Button>}>
            No model is installed. You can ask; sentences are quoted, not written.
          </Banner>
          <Banner tone="ok" title="Log checked: 18,204 entries">
            Root matches the anchor kept outside the file.
          </Banner>
          <Banner
            tone="warn"
            title="This file was restored from a backup"
            actions={<Button size="sm">Review</Button>}
          >
            Its log is 212 entries behind the anchor. It continues as a recorded fork.
          </Banner>
          <Banner
            tone="danger"
            title="The answer was not released"
            actions={<Button size="sm">Try again</Button>}
          >
            Its log entry could not be written: the disk is full. Nothing was lost.
          </Banner>
          <Banner tone="warn">
            <span lang="hi">इस ग्राहक के दस्तावेज़ों में इसका उत्तर नहीं है, नोटिस का दूसरा पृष्ठ देखें।</span>
          </Banner>
        </Columns>
      </Group>
      <Group title="Empty" note="Words a person would say.">
        <Columns count={3}>
          <Box height={220}>
            <EmptyState
              level={3}
              icon="documents"
              title="No documents yet"
              actions={
                <Button variant="primary" icon="plus">
                  Add documents
                </Button>
              }
            >
              Drop a folder here, or choose files. They stay in this workspace.
            </EmptyState>
          </Box>
          <Box height={220}>
            <EmptyState
              level={3}
              icon="search"
              title="This client’s documents don’t answer that"
              actions={<Button variant="quiet">Show the nearest pages</Button>}
            >
              Nearest: the notice, page 2, offers a hearing; it gives no date.
            </EmptyState>
          </Box>
          <Box height={220}>
            <EmptyState
              level={3}
              icon="lock"
              title="Locked while you were away"
              actions={<Button>Unlock</Button>}
            >
              The question you were typing was not kept.
            </EmptyState>
          </Box>
        </Columns>
      </Group>
      <Group title="Facts and steps">
        <Columns>
          <Facts
            facts={[
              { label: 'Asked by', value: 'Imran Sheikh, member' },
              { label: 'When', value: '29 July 2025, 11:41:55 IST' },
              { label: 'Question', value: <SealedValue /> },
              {
                label: 'Leaf hash',
                value: <Hash value="9f3c61d820be7741aa054e9318fcd26b58b702ed" label="leaf hash" />,
              },
              { label: 'दस्तावेज़', value: 'कारण बताओ नोटिस डीआरसी-01 (जीएसटी).pdf' },
            ]}
          />
          <Steps
            label="Setting up"
            current={2}
            steps={['You', 'Your firm', 'First client', 'Recovery sheet', 'Model']}
          />
        </Columns>
        <Facts
          variant="lined"
          facts={[
            { label: 'Entry', value: '18,204, question answered' },
            { label: 'Who', value: 'Staff 07, member' },
          ]}
        />
      </Group>
    </>
  )
}
