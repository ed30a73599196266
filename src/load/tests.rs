//! Tests of reading whole stories.
