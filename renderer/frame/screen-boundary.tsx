import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

export interface ScreenBoundaryProps {
  children: ReactNode
}

/**
 * Keeps a defect of one screen from taking the window with it. What was thrown may hold client text, so it is neither
 * shown nor written anywhere.
 */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { hasFailed: boolean }> {
  override readonly state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <EmptyState
        icon="warning"
        title="This screen has stopped"
        actions={
          <Button variant="primary" onPress={() => this.setState({ hasFailed: false })}>
            Load it again
          </Button>
        }
      >
        Something went wrong inside Bulkhead. Nothing that was saved is lost, and the other screens go on.
      </EmptyState>
    )
  }
}
