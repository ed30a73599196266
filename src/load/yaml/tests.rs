//! Tests of the whole YAML reader.
