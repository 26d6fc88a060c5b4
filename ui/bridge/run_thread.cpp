// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/run_thread.h"

#include "deployment/services.h"
#include "engine/output_folder.h"

#include <algorithm>
#include <chrono>

namespace twinflow::ui {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSteps = 500; // between two looks at wishes and the clock
constexpr Duration kNap = std::chrono::milliseconds(10);
// How often the windows get something new; slower than they look, faster than eyes count.
constexpr Duration kPublishEvery = std::chrono::milliseconds(40);
constexpr Duration kSampleEvery = std::chrono::milliseconds(250);
// At full speed time on the wall is too coarse: so many samples are taken over the scenario's time at least.
constexpr int kSamplesPerRun = 600;

} // namespace

RunThread::RunThread(std::shared_ptr<const deployment::Deployment> deployment, RunSetup setup)
    : m_deployment(std::move(deployment))
    , m_setup(std::move(setup))
    , m_paused(m_setup.paused)
    , m_thread([this](const std::stop_token& token) {
        work(token);
        m_isOver = true;
    }) {}

void RunThread::pause() {
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    m_wish.notify_all();
}

void RunThread::resume() {
    const std::lock_guard lock(m_mutex);
    m_paused = false;
    m_wish.notify_all();
}

void RunThread::step() {
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    ++m_steps;
    m_wish.notify_all();
}

void RunThread::setSpeed(double speed) {
    const std::lock_guard lock(m_mutex);
    m_speed = speed;
    m_wish.notify_all();
}

void RunThread::change(std::shared_ptr<const deployment::Deployment> design) {
    const std::lock_guard lock(m_mutex);
    m_next = std::move(design);
    m_wish.notify_all();
}

void RunThread::changeTo(engine::Run& run, std::shared_ptr<const deployment::Deployment> design) {
    auto changed = run.change(m_basis, *design);
    if (changed) {
        // What waits goes on waiting: only what the run has taken on is no longer a difference.
        for (functions::FunctionSettings& function : m_basis.functions) {
            if (const auto* taken = deployment::findFunction(*design, function.name)) function = *taken;
        }
        m_basis.scripts = design->scripts;
        m_deployment = std::move(design);
    }
    const std::lock_guard lock(m_mutex);
    m_news.goesBy = m_deployment;
    m_news.changeRefusal.reset();
    if (changed)
        m_news.waiting = std::move(*changed);
    else
        m_news.changeRefusal = std::move(changed.error());
}

RunThread::News RunThread::take() {
    const std::lock_guard lock(m_mutex);
    News news = m_news;
    news.paused = m_paused;
    m_news.samples.clear();
    return news;
}

void RunThread::refuse(Error error) {
    const std::lock_guard lock(m_mutex);
    m_news.refusal = std::move(error);
    m_news.stage = Stage::refused;
}

void RunThread::work(const std::stop_token& token) {
    auto output = engine::OutputFolder::prepare(m_setup.outputFolder);
    if (!output) return refuse(std::move(output.error()));
    engine::RunOptions options;
    options.scenario = m_setup.scenario;
    options.seed = m_setup.seed;
    options.projectFolder = m_setup.projectFolder;
    options.outputFolder = m_setup.outputFolder;
    options.threads = 2;
    options.trace = &m_chains;
    auto run = engine::Run::compile(*m_deployment, options);
    if (!run) return refuse(std::move(run.error()));
    if (token.stop_requested()) return;
    output->keep();
    m_basis = *m_deployment;
    {
        const std::lock_guard lock(m_mutex);
        m_news.stage = Stage::going;
        m_news.goesBy = m_deployment;
    }
    drive(**run, token);
}

void RunThread::drive(engine::Run& run, const std::stop_token& token) {
    const auto begun = Clock::now();
    const auto elapsed = [&]() -> Duration { return Clock::now() - begun; };
    const Duration sampleStep = std::max(run.scenario().duration / kSamplesPerRun, Duration(1));
    engine::Pacer pacer(run.now(), m_setup.speed);
    Duration published = -kPublishEvery;
    Duration sampled = -kSampleEvery;
    Instant sampledAt{};
    const auto tell = [&](bool always) {
        const Duration real = elapsed();
        if (always || real - sampled >= kSampleEvery || run.now() - sampledAt >= sampleStep) {
            auto counts = countsOf(run.snapshot());
            sampled = real;
            sampledAt = run.now();
            const std::lock_guard lock(m_mutex);
            m_news.samples.push_back({sampledAt, toSeconds(real), std::move(counts)});
        }
        if (!always && real - published < kPublishEvery) return;
        published = real;
        publish(run);
    };
    tell(true);
    while (!token.stop_requested() && run.phase() <= engine::Phase::settling) {
        int steps = 0;
        std::shared_ptr<const deployment::Deployment> next;
        {
            std::unique_lock lock(m_mutex);
            if (m_speed) pacer.setSpeed(*std::exchange(m_speed, {}), elapsed(), run.now());
            if (m_paused && !pacer.paused()) pacer.pause(elapsed());
            if (!m_paused && pacer.paused()) pacer.resume(elapsed(), run.now());
            next = std::exchange(m_next, nullptr);
            if (m_paused && m_steps == 0 && !next) {
                m_wish.wait(lock, token, [&] { return !m_paused || m_steps > 0 || m_speed.has_value() || m_next; });
                continue;
            }
            if (!next) steps = std::exchange(m_steps, 0);
        }
        if (next) {
            changeTo(run, std::move(next));
            tell(true);
            continue;
        }
        if (steps > 0) {
            for (int i = 0; i < steps; ++i) run.step();
            tell(true);
            continue;
        }
        // What is on its way settles at full speed: nobody wants to wait for a ladder of 24 hours.
        if (run.phase() == engine::Phase::settling && pacer.speed() != engine::Pacer::kMax)
            pacer.setSpeed(engine::Pacer::kMax, elapsed(), run.now());
        const Instant limit = pacer.limit(elapsed());
        const bool sending = run.phase() == engine::Phase::sending;
        run.advance(kSteps, sending ? std::min(limit, std::max(sampledAt, run.now()) + sampleStep) : limit);
        tell(false);
        if (run.now() >= limit && run.phase() == engine::Phase::sending) {
            const auto due = run.nextDue();
            std::unique_lock lock(m_mutex);
            m_wish.wait_for(lock, token, due ? std::min(kNap, pacer.until(*due, elapsed())) : kNap,
                            [&] { return m_paused || m_speed.has_value() || m_next; });
        }
    }
    tell(true);
    if (token.stop_requested()) return;
    auto end = std::make_shared<RunEnd>();
    end->failure = run.failure();
    end->verdicts = run.expectations();
    end->digest = run.outputDigest();
    end->logs = run.logs();
    const std::lock_guard lock(m_mutex);
    m_news.end = std::move(end);
    m_news.stage = Stage::ended;
}

void RunThread::publish(engine::Run& run) {
    m_chains.nextInterval();
    auto view = std::make_shared<RunView>();
    view->snapshot = run.snapshot();
    view->progress = run.progress();
    view->chains = m_chains.newest();
    const std::lock_guard lock(m_mutex);
    m_news.view = std::move(view);
}

} // namespace twinflow::ui
