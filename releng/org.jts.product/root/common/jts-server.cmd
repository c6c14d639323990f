@echo off
rem The brokers of the data folder, served to other programs.
call "%~dp0lib\jts-launch.cmd" org.jts.server.app java jts-server %*
exit /b %ERRORLEVEL%
