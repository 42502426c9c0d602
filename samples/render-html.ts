import { marked } from 'marked'
import { pageBreak } from './markdown.ts'

/** Renders a source as one self-contained HTML page: no script, nothing loaded from anywhere. */
export function renderHtml(source: string, title: string): string {
  const body = marked.parse(source.replaceAll(pageBreak, ''), { async: false })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>
<style>
body { font: 16px/1.5 Georgia, serif; color: #1d2733; max-width: 46em; margin: 3em auto; padding: 0 1em }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #b9c2cb; padding: .35em .6em; text-align: left }
th { background: #edf1f4 }
</style>
</head>
<body>
${body}</body>
</html>
`
}
