// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The members of what an endpoint's subscribers are set up with.
#pragma once

#include "deployment/members.h"
#include "endpoints/settings.h"

namespace twinflow::deployment {

const Members<endpoints::ConsumerGroupSettings>& consumerGroupMembers();
const Members<endpoints::EventSubscriptionSettings>& eventSubscriptionMembers();
const Members<endpoints::TopicSubscriptionSettings>& topicSubscriptionMembers();
/// The same for a queue, which has neither name nor rules apart, and its own limits.
const Members<endpoints::TopicSubscriptionSettings>& queueReaderMembers();

} // namespace twinflow::deployment
