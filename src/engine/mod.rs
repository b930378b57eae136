//! In which order, on how many threads, within how much memory? Reads the corpus through ports, twice: the survey learns
//! what the documents know together, the judgement looks at each one. Between the two, candidates are put aside and compared
//! (`verify`). The only floor that knows of threads.

mod clusters;
mod drive;
mod judge;
mod parsers;
mod ports;
mod room;
mod run;
mod settings;
mod survey;
mod train;
mod verify;

pub use ports::{
    BadRecord, Chunk, Cluster, Fault, Lost, Member, NoProgress, Outcome, Phase, Progress, Record, Scratch, ScratchFile,
    Sink, Source, Verdict,
};
pub use run::run;
pub use settings::{Keep, Settings};
pub use train::{SpinnerPlan, TrainOptions, Trained, train};
pub use verify::compare;
