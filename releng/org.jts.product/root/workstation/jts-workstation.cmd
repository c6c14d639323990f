@echo off
rem The workstation.
call "%~dp0lib\jts-launch.cmd" org.jts.ui.app javaw jts-workstation %*
exit /b %ERRORLEVEL%
