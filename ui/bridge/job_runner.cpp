// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/job_runner.h"

#include <QCoreApplication>
#include <QThreadPool>

namespace twinflow::ui {

JobRunner::JobRunner(QObject* parent)
    : QObject(parent) {}

JobRunner::~JobRunner() {
    m_stop.request_stop();
    std::unique_lock lock(m_running->mutex);
    m_running->ended.wait(lock, [&] { return m_running->count == 0; });
}

QThreadPool& JobRunner::pool() {
    static QThreadPool jobs;
    return jobs;
}

void JobRunner::wait() {
    cancel();
    std::unique_lock lock(m_running->mutex);
    m_running->ended.wait(lock, [&] { return m_running->count == 0; });
}

void JobRunner::run(std::function<void(const std::stop_token&)> work, std::function<void()> done) {
    m_stop.request_stop();
    m_stop = std::stop_source();
    const std::uint64_t number = ++m_newest;
    {
        const std::lock_guard lock(m_running->mutex);
        ++m_running->count;
    }
    setBusy(true);
    pool().start([work = std::move(work), done = std::move(done), token = m_stop.get_token(), running = m_running,
                  self = QPointer<JobRunner>(this), number]() mutable {
        if (!token.stop_requested()) work(token);
        // What comes of it is told in the thread of the windows, where nobody can take the runner away meanwhile.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, number, done = std::move(done)] {
                if (!self || self->m_newest != number) return;
                self->setBusy(false);
                done();
            },
            Qt::QueuedConnection);
        const std::lock_guard lock(running->mutex);
        --running->count;
        running->ended.notify_all();
    });
}

void JobRunner::cancel() {
    m_stop.request_stop();
    ++m_newest;
    setBusy(false);
}

void JobRunner::setBusy(bool busy) {
    if (busy == m_busy) return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace twinflow::ui
