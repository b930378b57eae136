//! Code pages: which byte a character stands for in the eight-bit encodings that UTF-8 is most often misread as.
//! The tables are those of unicode.org (MAPPINGS/VENDORS); a byte that a table leaves undefined stands for the control
//! character of its own number, as browsers do it.

use std::sync::LazyLock;

/// An eight-bit encoding.
pub(super) struct CodePage {
    /// Name in findings: `windows-1252`.
    pub name: &'static str,
    /// Kind of the finding.
    pub kind: &'static str,
    /// Script of its letters beyond Latin: text in that script proves nothing about this code page.
    pub is_latin: bool,
    /// Characters with their bytes, sorted.
    bytes: Vec<(char, u8)>,
}

impl CodePage {
    fn new(name: &'static str, kind: &'static str, is_latin: bool, upper_half: &str) -> CodePage {
        let mut bytes: Vec<(char, u8)> = upper_half.chars().zip(0x80..=0xff).collect();
        // C1 control characters: Latin-1 reads bytes 80..9F as those, and mixtures of the two readings are common.
        bytes.extend((0x80..=0x9fu8).map(|b| (char::from(b), b)));
        bytes.sort_unstable();
        bytes.dedup_by_key(|(c, _)| *c);
        CodePage { name, kind, is_latin, bytes }
    }

    /// The byte that `c` stands for; nothing for ASCII and for characters that the encoding lacks.
    pub(super) fn byte(&self, c: char) -> Option<u8> {
        self.bytes.binary_search_by_key(&c, |&(c, _)| c).ok().map(|i| self.bytes[i].1)
    }
}

/// The code pages, the likeliest first.
pub(super) static CODE_PAGES: LazyLock<[CodePage; 7]> = LazyLock::new(|| {
    [
        CodePage::new("Windows-1252", "utf-8-as-windows-1252", true, WINDOWS_1252),
        CodePage::new("Mac Roman", "utf-8-as-mac-roman", true, MAC_ROMAN),
        CodePage::new("Windows-1250", "utf-8-as-windows-1250", true, WINDOWS_1250),
        CodePage::new("Windows-1251", "utf-8-as-windows-1251", false, WINDOWS_1251),
        CodePage::new("IBM 437", "utf-8-as-ibm-437", true, IBM_437),
        CodePage::new("Windows-1253", "utf-8-as-windows-1253", false, WINDOWS_1253),
        CodePage::new("Windows-1257", "utf-8-as-windows-1257", true, WINDOWS_1257),
    ]
});

/// The character that Windows-1252 has where Unicode has the C1 control character `c`.
pub(super) fn c1_as_windows_1252(c: char) -> Option<char> {
    let at = (c as u32).checked_sub(0x80).filter(|at| *at < 0x20)?;
    WINDOWS_1252.chars().nth(at as usize).filter(|found| *found != c)
}

const WINDOWS_1252: &str = "\
    €\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
const MAC_ROMAN: &str = "\
    ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
const WINDOWS_1250: &str = "\
    €\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
    ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
const WINDOWS_1251: &str = "\
    ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї\
    АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";
const IBM_437: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const WINDOWS_1253: &str = "\
    €\u{81}‚ƒ„…†‡\u{88}‰\u{8a}‹\u{8c}\u{8d}\u{8e}\u{8f}\u{90}‘’“”•–—\u{98}™\u{9a}›\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}΅Ά£¤¥¦§¨©ª«¬\u{ad}®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ\
    ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώÿ";
const WINDOWS_1257: &str = "\
    €\u{81}‚\u{83}„…†‡\u{88}‰\u{8a}‹\u{8c}¨ˇ¸\u{90}‘’“”•–—\u{98}™\u{9a}›\u{9c}¯˛\u{9f}\u{a0}¡¢£¤¥¦§Ø©Ŗ«¬\u{ad}®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ\
    ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_holds_128_characters() {
        for table in [WINDOWS_1252, MAC_ROMAN, WINDOWS_1250, WINDOWS_1251, IBM_437, WINDOWS_1253, WINDOWS_1257] {
            assert_eq!(table.chars().count(), 128);
        }
    }

    #[test]
    fn characters_stand_for_their_bytes() {
        let [windows, mac, ..] = &*CODE_PAGES;
        assert_eq!(windows.byte('€'), Some(0x80));
        assert_eq!(windows.byte('\u{80}'), Some(0x80));
        assert_eq!(mac.byte('Ä'), Some(0x80));
        assert_eq!(windows.byte('a'), None);
        assert_eq!(c1_as_windows_1252('\u{92}'), Some('’'));
    }
}
