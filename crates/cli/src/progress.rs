//! A progress bar for work that takes longer than a second, on a terminal only.
//!
//! The bar counts stages (reading, evaluating and reporting each plan; each case file) and ticks while one lasts.

use std::io::IsTerminal;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use guiju_base::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long work stays silent.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that shows itself once [`PATIENCE`] has run out.
pub struct Progress {
    bar: ProgressBar,
    /// Dropped with the bar: the waiting thread then ends without showing it.
    _waiting: Option<Sender<()>>,
}

impl Progress {
    /// A bar over `stages`.
    pub fn new(stages: usize, lang: Lang) -> Self {
        let bar = ProgressBar::with_draw_target(Some(stages as u64), ProgressDrawTarget::hidden());
        let template = match lang {
            Lang::Zh => "{spinner} {msg} {wide_bar} {pos}/{len}，已用 {elapsed}",
            Lang::En => "{spinner} {msg} {wide_bar} {pos}/{len}, {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let waiting = std::io::stderr().is_terminal().then(|| show_later(bar.clone()));
        Progress { bar, _waiting: waiting }
    }

    /// Says which stage begins.
    pub fn stage(&self, message: impl Into<String>) {
        self.bar.set_message(message.into());
    }

    /// Says that a stage is done.
    pub fn done(&self) {
        self.bar.inc(1);
    }
}

fn show_later(bar: ProgressBar) -> Sender<()> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        // An error other than a timeout means that the work is over.
        if receiver.recv_timeout(PATIENCE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(100));
        }
    });
    sender
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
