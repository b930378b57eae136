//! Function words of the languages that news is scraped in, for one figure only: which share of a paragraph they are; and the
//! words by which a page speaks to its reader.
//! Prose is a third function words, menus have none (Pomikálek 2011, jusText). Short lists do: the share is a relative figure.

use crate::text::{Word, fold_hash};
use std::sync::LazyLock;

/// The words, languages mixed: a paragraph is told from a menu, not French from Spanish. The single characters at the end
/// are Japanese particles and Chinese function characters, each a word of its own in unspaced text.
const WORDS: &str = "\
a about after all also an and any are as at be because been before being between but by can could did do does down each even for \
from had has have he her here him his how i if in into is it its just like many more most much my new no not now of off on one only or other our \
out over own said same she should so some such than that the their them then there these they this those through to too two \
under up us was we were what when where which while who why will with would you your \
der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei bis da dass durch er es für \
hat haben hatte ich ihr ihre im in ist ja kann kein keine mehr mit nach nicht noch nur ob schon sei sein seine sich sie sind so \
über um unter vom von vor war waren wegen wenn werden wie wieder wird wir wurde zu zum zur zwischen \
le la les l un une des du de et ou mais en dans par pour sur avec sans ce cette ces il elle ils elles nous vous on que qui ne pas \
plus est sont a été être avait ont au aux se sa son ses leur leurs comme tout tous d'un d'une qu'il c'est \
el los las una unos y o pero con sin por para se su sus lo al del que como más es son fue era ha han no este esta esto ese muy ya \
il lo gli i uno e ma di da nel nella con per tra che non si è sono era ha hanno del della dei delle alla anche come più \
os as um uma e ou mas em no na nos nas com sem por para pelo pela que não se seu sua foi é são ao mais como também \
het een en of maar van voor met zonder op aan bij uit naar door om te er dat die dit deze niet is was zijn heeft had wordt ook nog \
og eller men i på av til fra med uten for som det den de er var har ikke et en at å om ved også når han hun vi deg seg sig af \
och att är som inte ett hade från till vid efter \
w z i na do nie się że jest to od po za o jak ale co przez przy dla oraz być był \
v s k a na do je se že si to by jako za od po pro ale které který jsou \
и в во не на с со что как а то он она они по но из у за от о так же для это был была было до к бы или при его их \
ve bir bu da de için ile olarak çok daha en gibi \
في من على إلى أن عن مع هذا هذه التي الذي كان ما لا \
이 그 저 것 수 등 및 더 또 때 있다 있는 했다 한 할 하는 고 말했다 위해 대한 지난 \
の に は を た が で て と し れ さ も な ら い 的 了 是 在 不 有 和 这 我 他";

/// Words by which a page speaks of its reader and itself, of English, German, French and Spanish.
const ADDRESS: &str = "\
you your we our us i my du dein sie ihr ihnen wir uns unser unsere vous votre vos nous notre nos usted su nosotros nuestro nuestra";

/// Bits of the first, coarse test; most words fail it and need no search.
const COARSE_BITS: u64 = 1 << 14;

/// A set of words that most words are soon seen not to be in.
pub(in crate::detect::boilerplate) struct WordSet {
    coarse: Vec<u64>,
    hashes: Vec<u64>,
}

/// The function words.
pub(in crate::detect::boilerplate) static STOP_WORDS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(WORDS));
/// The words that speak to the reader.
pub(super) static ADDRESS_WORDS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(ADDRESS));

impl WordSet {
    fn new(words: &str) -> WordSet {
        let mut scratch = String::new();
        let mut hashes: Vec<u64> = words.split_whitespace().map(|w| fold_hash(w, &mut scratch)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut coarse = vec![0u64; (COARSE_BITS / 64) as usize];
        for hash in &hashes {
            let bit = hash % COARSE_BITS;
            coarse[(bit / 64) as usize] |= 1 << (bit % 64);
        }
        WordSet { coarse, hashes }
    }

    /// Number of its words among `words`.
    pub(in crate::detect::boilerplate) fn count(&self, words: &[Word]) -> usize {
        words.iter().filter(|w| self.has(w.hash)).count()
    }

    /// True for a word of the set, by its hash.
    pub(super) fn has(&self, hash: u64) -> bool {
        let bit = hash % COARSE_BITS;
        self.coarse[(bit / 64) as usize] >> (bit % 64) & 1 == 1 && self.hashes.binary_search(&hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Parser;

    fn check(text: &str, expected: usize) {
        assert_eq!(STOP_WORDS.count(Parser::new().parse(text).words), expected, "{text}");
    }

    #[test]
    fn function_words_of_several_languages_are_counted() {
        check("The ferry is at the pier", 4);
        check("Die Fähre liegt am Kai", 2);
        check("Harbour Council Ferries Weather", 0);
    }
}
