#pragma once
// The door of live::access: who is calling, what are they in this campaign, and how often may they call.
//
//   TokenVerifier   checks a session token (RS256 JWT) against a KeySet and gives a Principal or one TokenError
//   DevIssuer       signs such tokens for the embedded mode; refuses to exist unless the server listens on loopback
//   Roles           dm, player or spectator of a campaign, remembered for a short while, in front of CampaignStore
//   TokenBucket, RateLimiter   how often: per connection and per user, bounded in memory
//   CampaignStore   the port to the embedded campaign's rows (made real by store/sqlite)
//
// It never logs or stores a token, never trusts a role named in one, and owns no thread: all calls are answered on the
// caller's thread or on the store's. What is secret here (the development key) lives in one file with mode 0600.
#include "access/campaign_store.hpp"
#include "access/dev_issuer.hpp"
#include "access/rate_limit.hpp"
#include "access/roles.hpp"
#include "access/token.hpp"
