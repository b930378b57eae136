//! Pairs of English function words that newspapers do not write.
//!
//! Counted in 18 M words of news (`allsides`, `bbc`, Reuters): the first word, and those that followed it in fewer than
//! one in a hundred of the cases that chance alone would give, where chance would give 60 and more.

/// A word, and the words that do not follow it.
#[rustfmt::skip]
pub(super) const UNWRITTEN: &[(&str, &str)] = &[
    ("the", "the an of to in on at for with by from as and but that this these those it its he she they we you \
        his her their our is are was were be been has have had do does did not would could which what when than \
        there if into about after before up some any"),
    ("a", "the a of in on at for with as and but that this these those it its he she they we you i his her their \
        our my is are was were be been has have had does did could which who what when than there if into about \
        after before over up out all some any"),
    ("an", "the of to for with by from and or but that this those its he she they we you his her their is are was \
        were be been has have had do not will would can could which who what when than there if so into no more \
        some"),
    ("of", "of with but he she they we be been has have do does could into"),
    ("to", "of to but he she they we i are was were been has had does did would can could than into"),
    ("in", "be been do"),
    ("on", "of on he she they we be been has have had do did would can could"),
    ("at", "of he she we i were be been has have had do did can could than there if into"),
    ("for", "he she they we i be been has have had do does did than into"),
    ("with", "to from he she they we i be been has have do did will would can into"),
    ("by", "of he she they we i be been has have had do did can could than into before"),
    ("from", "with he she they we i are was be been has have had do did will can could if"),
    ("as", "but be been than up"),
    ("and", "and but than"),
    ("or", "and but"),
    ("but", "and or but been than"),
    ("that", "been"),
    ("this", "of those its her their our some"),
    ("these", "the a of on at by from it be"),
    ("those", "the an"),
    ("it", "which who"),
    ("its", "the an of to at for with by from as and but that this he she they we you i his their our is are was \
        were be has have had do can could which who when than if into up out"),
    ("he", "the a an of to in on for with by from as but that this these those it its he she they we you i his \
        her their our are which what when than there if into about after before over up out some any"),
    ("she", "the a an of to in on for with by from as but that this it its he they his who"),
    ("they", "the a an of to on for with by from as but that this it its he she they we you i his her their our \
        is was has which what than if into about after over some"),
    ("we", "the a an of to on for with by from but that this it its he they i his their is was has which what \
        when than if after up some"),
    ("you", "its his was"),
    ("i", "the a an of in on with by from but that this it its he they we his their has which who than if so \
        about over up out more some"),
    ("his", "the a an of in on at for by from as but that this those it its he she they we you i his their are \
        were be been have can could which what when than there if into about up some"),
    ("their", "the a an of to in at for with by from as and but that this it its he they we you i his is are was \
        be been has have had would could which who what when than there if about up some"),
    ("our", "the a an of to in on at for with by from as and but that this it its he they his is are was be has \
        have not"),
    ("my", "the of to on for that it is"),
    ("is", "was were be been had did could than into"),
    ("are", "it he are was were be been has had do did will would could may which"),
    ("was", "but is are were be been has have had do will would can could which than"),
    ("were", "is be has have had will would could which who"),
    ("be", "he we are was be been has have did will would can which"),
    ("been", "but it he they we i is are was were be have will would which who than"),
    ("has", "of by but they we you i are was were be have do did will would can could which who than if into \
        after up"),
    ("have", "he she was were be has have did would can which who than"),
    ("had", "of but is are be has have will would which who than"),
    ("did", "of be"),
    ("not", "but are was were has not will would can could may than"),
    ("will", "an with by its are were been has had would which who what than into after"),
    ("would", "of to for with from as and but its their is are was were has had will can which who what when than \
        into about after up some"),
    ("can", "are was has would who"),
    ("could", "of on from as but its his their is are was were has had will would which who"),
    ("may", "they"),
    ("which", "from and but be which who what than"),
    ("who", "a an but be been which when than into about up"),
    ("what", "from as but be which who"),
    ("when", "of with from but be has had which who"),
    ("than", "been which"),
    ("there", "of its their up"),
    ("if", "of with from is are be been have will which who than about up"),
    ("into", "of to on for but he they are was be has have will"),
    ("about", "i be been has have had into up"),
    ("after", "of to in on for with from but is were be been has have than"),
    ("before", "of be not"),
    ("over", "he be been has up"),
    ("up", "he be been up"),
    ("out", "be been had up"),
    ("no", "the a an of at with by but that its his their is are was be has have not would which who about"),
    ("more", "its been do not all more"),
    ("some", "the a an this we was be been has which"),
    ("any", "the a an on with by as it his is was be has not"),
    ("her", ""),
    ("do", ""),
    ("does", ""),
    ("then", ""),
    ("so", ""),
    ("all", ""),
];
