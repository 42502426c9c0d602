import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

export interface ScreenBoundaryProps {
  /** The whole window, of which nothing is left when it stops. */
  isWindow?: boolean
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
    const { isWindow = false, children } = this.props
    if (!this.state.hasFailed) return children
    return (
      <EmptyState
        icon="warning"
        level={1}
        title={isWindow ? 'This window has stopped' : 'This screen has stopped'}
        actions={
          <Button
            variant="primary"
            autoFocus
            onPress={() => (isWindow ? location.reload() : this.setState({ hasFailed: false }))}
          >
            Load it again
          </Button>
        }
      >
        Something went wrong inside Bulkhead. Nothing that was saved is lost
        {isWindow ? '.' : ', and the other screens go on.'}
      </EmptyState>
    )
  }
}
