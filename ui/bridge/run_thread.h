// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run on a thread of its own: it takes wishes and gives values, and knows no window.
#pragma once

#include "bridge/chain_sampler.h"
#include "bridge/counts.h"
#include "engine/pacer.h"
#include "engine/run.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace twinflow::ui {

struct RunSetup {
    std::string scenario; ///< empty: the project's own choice
    std::uint64_t seed = 1;
    double speed = engine::Pacer::kMax;
    std::filesystem::path projectFolder;
    std::filesystem::path outputFolder;
    bool paused = false; ///< begins with a pause, for a first step
};

/// What the windows may know of a run at a moment.
struct RunView {
    engine::RunSnapshot snapshot;
    double progress = 0;
    Chains chains;
};

/// What is known when a run has ended by itself.
struct RunEnd {
    std::optional<Error> failure;
    std::vector<simulation::Verdict> verdicts;
    std::string digest;
    std::vector<std::pair<std::string, std::vector<std::string>>> logs;
};

class RunThread {
public:
    struct Sample {
        Instant at{};
        double real = 0;
        std::vector<Count> counts;
    };
    enum class Stage : std::uint8_t { compiling, refused, going, ended };

    /// What the thread has made since the last call.
    struct News {
        Stage stage = Stage::compiling;
        bool paused = false;
        std::shared_ptr<const RunView> view;                  ///< the newest; null before there is one
        std::vector<Sample> samples;                          ///< since the last call
        std::optional<Error> refusal;                         ///< refused
        std::shared_ptr<const deployment::Deployment> goesBy; ///< the design that the run goes by
        std::vector<std::string> waiting;                     ///< services whose changes wait for the next run
        std::optional<Error> changeRefusal;                   ///< why the newest design could not be taken on
        std::shared_ptr<const RunEnd> end;                    ///< ended by itself
    };

    RunThread(std::shared_ptr<const deployment::Deployment> deployment, RunSetup setup);
    /// Gives up what runs, and waits for the thread: who must not wait asks it to stop, and looks until it is over.
    ~RunThread() = default;

    /// Between two steps, or when the run is compiled.
    void requestStop() { m_thread.request_stop(); }
    /// Nothing runs any more, be it that the run has ended, was refused or was given up.
    bool isOver() const { return m_isOver; }

    void pause();
    void resume();
    /// Lets a paused run go on until a message or an event has moved.
    void step();
    void setSpeed(double speed);
    /// Takes on another design between two events, as far as that can be done.
    void change(std::shared_ptr<const deployment::Deployment> design);
    News take();

private:
    void work(const std::stop_token& token);
    void drive(engine::Run& run, const std::stop_token& token);
    void publish(engine::Run& run);
    void changeTo(engine::Run& run, std::shared_ptr<const deployment::Deployment> design);
    void refuse(Error error);

    std::shared_ptr<const deployment::Deployment> m_deployment; // of the thread: what the run goes by
    deployment::Deployment m_basis; // of the thread: what the run was compiled from, with what it has taken on since
    RunSetup m_setup;
    ChainSampler m_chains; // of the thread

    std::mutex m_mutex; // for all below
    std::condition_variable_any m_wish;
    bool m_paused;
    int m_steps = 0;
    std::optional<double> m_speed;
    std::shared_ptr<const deployment::Deployment> m_next; // design to be taken on; null: none
    News m_news;

    std::atomic<bool> m_isOver = false;
    std::jthread m_thread; // last: it starts when all else is there, and ends first
};

} // namespace twinflow::ui
