//! Markdown: text → document. HTML with typed slots for links and pictures, headings, plain text.

pub mod document;
