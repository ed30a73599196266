//! The thin binary of Xuan.

fn main() {}
