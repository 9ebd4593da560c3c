// SPDX-License-Identifier: GPL-2.0-only
/*
 * Chains of those who want to be told.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/notifier.h>

int blocking_notifier_chain_register(struct blocking_notifier_head *nh,
				     struct notifier_block *nb)
{
	struct notifier_block **at, *nb2;
	int ret = 0;

	mutex_lock(&nh->lock);
	for (nb2 = nh->head; nb2; nb2 = nb2->next)
		if (nb2 == nb)
			ret = -EEXIST;
	if (!ret) {
		at = &nh->head;
		while (*at && (*at)->priority >= nb->priority)
			at = &(*at)->next;
		nb->next = *at;
		*at = nb;
	}
	mutex_unlock(&nh->lock);
	return ret;
}

int blocking_notifier_chain_unregister(struct blocking_notifier_head *nh,
				       struct notifier_block *nb)
{
	struct notifier_block **at = &nh->head;
	int ret = -ENOENT;

	mutex_lock(&nh->lock);
	while (*at && *at != nb)
		at = &(*at)->next;
	if (*at) {
		*at = nb->next;
		ret = 0;
	}
	mutex_unlock(&nh->lock);
	return ret;
}

int blocking_notifier_call_chain(struct blocking_notifier_head *nh,
				 unsigned long action, void *data)
{
	struct notifier_block *nb, *next;
	int ret = NOTIFY_DONE;

	mutex_lock(&nh->lock);
	for (nb = nh->head; nb; nb = next) {
		next = nb->next;
		ret = nb->notifier_call(nb, action, data);
		if (ret & NOTIFY_STOP_MASK)
			break;
	}
	mutex_unlock(&nh->lock);
	return ret;
}
