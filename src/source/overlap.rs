//! Whether two folders share a place on the disk.

use std::path::{Component, Path, PathBuf};

/// Whether two folders are equal, or one lies in the other: also through links, and under names that differ by case only,
/// which are one folder on some systems. They need not exist.
pub fn overlap(one: &Path, other: &Path) -> bool {
    let (one, other) = (parts(&real(one)), parts(&real(other)));
    one.iter().zip(&other).all(|(a, b)| a == b)
}

/// A path without links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let mut rest = Vec::new();
    for folder in path.ancestors() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match folder.canonicalize() {
            Ok(real) => return rest.into_iter().rev().fold(real, |path, part| path.join(part)),
            Err(_) => rest.extend(folder.components().next_back()),
        }
    }
    path.to_owned()
}

fn parts(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().to_lowercase()),
            Component::RootDir | Component::Prefix(_) => parts.push(component.as_os_str().to_string_lossy().to_lowercase()),
        }
    }
    parts
}
