// SPDX-License-Identifier: GPL-2.0-only
#include "manage.h"

#include <err.h>
#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/vdpa.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct message {
	struct nlmsghdr header;
	struct genlmsghdr generic;
	char attributes[512];
};

static void begin(struct message *m, int family, int command, int version)
{
	memset(m, 0, sizeof(*m));
	m->header.nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN);
	m->header.nlmsg_type = (unsigned short)family;
	m->header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	m->generic.cmd = (unsigned char)command;
	m->generic.version = (unsigned char)version;
}

static void add_string(struct message *m, int type, const char *string)
{
	struct nlattr *a = (void *)((char *)m + NLMSG_ALIGN(m->header.nlmsg_len));
	size_t size = strlen(string) + 1;

	if ((char *)a + NLA_HDRLEN + NLA_ALIGN(size) > (char *)(m + 1))
		errx(2, "%s: too long for a message", string);
	a->nla_type = (unsigned short)type;
	a->nla_len = (unsigned short)(NLA_HDRLEN + size);
	memcpy((char *)a + NLA_HDRLEN, string, size);
	m->header.nlmsg_len = NLMSG_ALIGN(m->header.nlmsg_len) +
			      NLA_ALIGN(a->nla_len);
}

static void say(int netlink, const struct message *m, const char *what)
{
	if (send(netlink, m, m->header.nlmsg_len, 0) !=
	    (ssize_t)m->header.nlmsg_len)
		err(2, "netlink: %s", what);
}

/* Up to the acknowledgement; the number of a family on the way, or 0. */
static int hear(int netlink, const char *what)
{
	char buffer[8192];
	int family = 0;

	for (;;) {
		ssize_t got = recv(netlink, buffer, sizeof(buffer), 0);
		struct nlmsghdr *h = (void *)buffer;
		unsigned int n = (unsigned int)got;

		if (got < 0)
			err(2, "netlink: %s", what);
		for (; NLMSG_OK(h, n); h = NLMSG_NEXT(h, n)) {
			char *at = (char *)NLMSG_DATA(h) + GENL_HDRLEN;
			char *end = (char *)h + h->nlmsg_len;

			if (h->nlmsg_type == NLMSG_ERROR) {
				struct nlmsgerr *e = NLMSG_DATA(h);

				errno = -e->error;
				if (errno)
					err(2, "netlink: %s", what);
				return family;
			}
			while (at + NLA_HDRLEN <= end) {
				struct nlattr *a = (void *)at;

				if (a->nla_type == CTRL_ATTR_FAMILY_ID)
					family = *(unsigned short *)(at + NLA_HDRLEN);
				at += NLA_ALIGN(a->nla_len);
			}
		}
	}
}

void vdpa_add(const char *name, const char *device)
{
	int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	struct message m;
	int family;

	if (netlink < 0)
		err(2, "netlink");
	begin(&m, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 1);
	add_string(&m, CTRL_ATTR_FAMILY_NAME, VDPA_GENL_NAME);
	say(netlink, &m, "family vdpa: is the module loaded?");
	family = hear(netlink, "family vdpa: is the module loaded?");

	begin(&m, family, VDPA_CMD_DEV_NEW, VDPA_GENL_VERSION);
	add_string(&m, VDPA_ATTR_DEV_NAME, name);
	add_string(&m, VDPA_ATTR_MGMTDEV_BUS_NAME, "pci");
	add_string(&m, VDPA_ATTR_MGMTDEV_DEV_NAME, device);
	say(netlink, &m, device);
	hear(netlink, device);
	close(netlink);
}
