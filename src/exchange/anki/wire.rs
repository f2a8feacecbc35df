//! The little that is needed of protocol buffers.

/// The last number of a field.
pub fn number(message: &[u8], field: u64) -> Option<u64> {
    fields(message).filter_map(|(tag, it)| it.err().filter(|_| tag == field)).last()
}

/// The last text of a field.
pub fn text(message: &[u8], field: u64) -> Option<String> {
    let bytes = fields(message).filter_map(|(tag, it)| it.ok().filter(|_| tag == field)).last()?;
    Some(String::from_utf8_lossy(bytes).into_owned())
}

/// Each field with its bytes, or else its number; ends where it cannot be read.
fn fields(mut rest: &[u8]) -> impl Iterator<Item = (u64, Result<&[u8], u64>)> {
    std::iter::from_fn(move || {
        let key = varint(&mut rest)?;
        let value = match key & 7 {
            0 => Err(varint(&mut rest)?),
            1 => Ok(take(&mut rest, 8)?),
            2 => {
                let long = usize::try_from(varint(&mut rest)?).ok()?;
                Ok(take(&mut rest, long)?)
            }
            5 => Ok(take(&mut rest, 4)?),
            _ => return None,
        };
        Some((key >> 3, value))
    })
}

fn take<'b>(rest: &mut &'b [u8], long: usize) -> Option<&'b [u8]> {
    let (taken, left) = rest.split_at_checked(long)?;
    *rest = left;
    Some(taken)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, left) = rest.split_first()?;
        *rest = left;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_what_is_cut_ends() {
        let message = [0x08, 0x96, 0x01, 0x12, 2, b'h', b'i', 0x0d, 1, 2, 3, 4, 0x12, 9, b'x'];
        assert_eq!(number(&message, 1), Some(150));
        assert_eq!(text(&message, 2).as_deref(), Some("hi"));
        assert_eq!(number(&message, 3), None);
    }
}
