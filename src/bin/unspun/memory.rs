//! How much memory may a run take? What the user says, or half of what is free: the other half is for whatever else runs here.

use crate::exit::Failure;
use std::fs::read_to_string;
use std::path::Path;
use unspun::engine::Settings;

/// What to say for a size.
pub const SAY_A_SIZE: &str = "say a size such as 512MiB or 4G";

/// A size such as `512MiB` or `4G`, in bytes. `K`, `M`, `G` and `T` are powers of 1024 with `B` or `iB` behind them or without.
pub fn parse_size(text: &str) -> Result<u64, Failure> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let shift = match text[digits..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => Some(0),
        "k" | "kb" | "kib" => Some(10),
        "m" | "mb" | "mib" => Some(20),
        "g" | "gb" | "gib" => Some(30),
        "t" | "tb" | "tib" => Some(40),
        _ => None,
    };
    let n_bytes = text[..digits].parse::<u64>().ok().zip(shift).and_then(|(n, shift)| n.checked_mul(1 << shift));
    match n_bytes {
        Some(n_bytes) if n_bytes > 0 => Ok(n_bytes),
        _ => Err(Failure::Usage(format!("--memory {text}: {SAY_A_SIZE}"))),
    }
}

/// Half of the free memory, in bytes: of the machine, or of the group of processes that this one belongs to where that may take
/// less, as in a container. `Settings::DEFAULT_MEMORY_BYTES` where the system does not tell.
pub fn default_bytes() -> u64 {
    let of_machine = read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    let free = of_machine.into_iter().chain(free_of_group()).min();
    free.map_or(Settings::DEFAULT_MEMORY_BYTES, |n_bytes| n_bytes / 2)
}

/// `MemAvailable` of `/proc/meminfo`, in bytes.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

/// What the control groups above this process (Linux, version 2) leave free, in bytes.
fn free_of_group() -> Option<u64> {
    let groups = read_to_string("/proc/self/cgroup").ok()?;
    let group = groups.lines().find_map(|line| line.strip_prefix("0::/"))?;
    let root = Path::new("/sys/fs/cgroup");
    let folder = root.join(group);
    let above = folder.ancestors().take_while(|folder| folder.starts_with(root));
    above.filter_map(|folder| free_in(|file| read_to_string(folder.join(file)).ok())).min()
}

/// Limit less use. Files that the system holds in memory only to be quick count as free: it gives them up when asked.
fn free_in(read: impl Fn(&str) -> Option<String>) -> Option<u64> {
    let number = |file: &str| read(file)?.trim().parse::<u64>().ok();
    let limit = number("memory.max")?; // "max" where there is none
    let used = number("memory.current")?;
    let cached = read("memory.stat")
        .and_then(|stat| stat.lines().find_map(|line| line.strip_prefix("inactive_file ")?.trim().parse::<u64>().ok()));
    Some(limit.saturating_sub(used.saturating_sub(cached.unwrap_or(0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_their_usual_forms() {
        for (text, n_bytes) in [
            ("65536", 65536),
            ("64K", 65536),
            ("512MiB", 512 << 20),
            ("4GB", 4 << 30),
            ("4g", 4 << 30),
            ("2 TiB", 2 << 40),
        ] {
            assert_eq!(parse_size(text).ok(), Some(n_bytes), "{text}");
        }
    }

    #[test]
    fn other_sizes_are_refused_with_an_example() {
        for text in ["much", "", "0", "-1G", "1.5G", "4 parsecs", "99999999999T", "99999999999999999999999"] {
            let Err(Failure::Usage(message)) = parse_size(text) else { panic!("{text:?} is refused") };
            assert_eq!(message, format!("--memory {text}: say a size such as 512MiB or 4G"));
        }
    }

    #[test]
    fn the_system_tells_what_is_free() {
        assert_eq!(available("MemTotal: 9 kB\nMemAvailable:    2048 kB\n"), Some(2 << 20));
        assert_eq!(available("MemTotal: 9 kB\n"), None);
        let group = |limit: &'static str| {
            move |file: &str| match file {
                "memory.max" => Some(format!("{limit}\n")),
                "memory.current" => Some("700\n".to_owned()),
                "memory.stat" => Some("anon 400\ninactive_file 200\n".to_owned()),
                _ => None,
            }
        };
        assert_eq!(free_in(group("1000")), Some(500));
        assert_eq!(free_in(group("100")), Some(0));
        assert_eq!(free_in(group("max")), None);
    }
}
