/** The way in, at the start and after every lock. */
export function SignInScreen() {
  return <p>Sign in</p>
}
